import { All, Controller, UseFilters } from '@nestjs/common';
import { UnknownLink } from './guest.js';
import { PortalExceptionFilter } from './portal-exception.filter.js';

/** Addresses below /p that no page has: the visitor is told how to go on, as with a link that has expired. */
@Controller('p')
@UseFilters(PortalExceptionFilter)
export class StrayController {
  @All(['', '*'])
  lost(): never {
    throw new UnknownLink();
  }
}
