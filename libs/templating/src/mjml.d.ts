/** The part of MJML 5's API that we use; the package ships no types of its own. */
declare module 'mjml' {
  export interface MjmlFault {
    line: number;
    message: string;
    tagName: string;
    formattedMessage: string;
  }

  export interface MjmlOptions {
    /** File that the source came from: relative includes are resolved from its folder. */
    filePath?: string;
    actualPath?: string;
    /** Folders that includes may be read from. */
    includePath?: string | string[];
    ignoreIncludes?: boolean;
    keepComments?: boolean;
    /** Web fonts by name; an empty map loads none, so that opening a mail tells no third party. */
    fonts?: Record<string, string>;
    validationLevel?: 'skip' | 'soft' | 'strict';
  }

  export default function mjml2html(
    source: string,
    options?: MjmlOptions,
  ): Promise<{ html: string; errors: MjmlFault[] }>;
}
