import { SetMetadata } from '@nestjs/common';

export const WITHOUT_KEY = 'dunlin:readable-without-key';

/** Opens a route under /api to those without a key, such as the API's own description. */
export const ReadableWithoutKey = (): MethodDecorator & ClassDecorator => SetMetadata(WITHOUT_KEY, true);
