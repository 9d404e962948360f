import { Controller, Get, Inject, NotFoundException, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DecisionBook, type ExplanationView, explanationView } from '#contracts';
import { Problems } from '../http/problems.js';
import { idParam } from '../http/requests.schema.js';

/** Why a message went out, waits or did not. */
@ApiTags('Messages')
@Controller('api/messages')
export class MessagesController {
  constructor(@Inject(DecisionBook) private readonly book: DecisionBook) {}

  @Get(':id/explain')
  @ApiOperation({
    summary: 'Explain a message',
    description:
      'Every contact decision about it with the facts that decided, and what deciding again comes to.',
  })
  @ApiOkResponse({ standardSchema: explanationView })
  @Problems(400, 404)
  async explain(@Param('id', { schema: idParam }) id: string): Promise<ExplanationView> {
    const explanation = await this.book.explain(id);
    if (explanation === null) throw new NotFoundException('There is no such message.');
    return explanation;
  }
}
