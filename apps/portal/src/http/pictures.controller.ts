import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  Controller,
  Get,
  Header,
  NotFoundException,
  type OnModuleInit,
  Param,
  StreamableFile,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { projectDirectory } from '#platform';
import { PICTURES } from '#templating';

const PNG = /^[a-z0-9-]+\.png$/;

/** The pictures of cards, for providers to fetch. */
@ApiExcludeController()
@Controller(PICTURES.path)
export class PicturesController implements OnModuleInit {
  private readonly pictures = new Map<string, Buffer>();

  async onModuleInit(): Promise<void> {
    const folder = join(projectDirectory(), 'templates', PICTURES.folder);
    for (const name of (await readdir(folder)).filter((each) => PNG.test(each))) {
      this.pictures.set(name, await readFile(join(folder, name)));
    }
  }

  @Get(':name')
  @Header('cache-control', 'public, max-age=86400')
  read(@Param('name') name: string): StreamableFile {
    const picture = this.pictures.get(name);
    if (!picture) throw new NotFoundException('There is no such picture.');
    return new StreamableFile(picture, { type: 'image/png' });
  }
}
