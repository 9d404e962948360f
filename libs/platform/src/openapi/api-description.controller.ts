import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiExcludeController, type OpenAPIObject } from '@nestjs/swagger';
import { ReadableWithoutKey } from '../auth/readable-without-key.js';
import { apiPage } from './api-page.js';

/** Holds what is only known once all routes are. */
export class ApiDescription {
  document: OpenAPIObject | undefined;

  read(): OpenAPIObject {
    if (!this.document) throw new Error('The API is described once the application is built');
    return this.document;
  }
}

@ApiExcludeController()
@ReadableWithoutKey()
@Controller('api')
export class ApiDescriptionController {
  constructor(@Inject(ApiDescription) private readonly description: ApiDescription) {}

  @Get('openapi.json')
  json(): OpenAPIObject {
    return this.description.read();
  }

  @Get('docs')
  @Header('content-type', 'text/html; charset=utf-8')
  page(): string {
    return apiPage(this.description.read());
  }
}
