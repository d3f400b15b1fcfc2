/** There is no database to be had. The message is one line, for the person who starts the bot, and says what to do. */
export class NoDatabase extends Error {
  override name = 'NoDatabase';
}

const meanings: Readonly<Record<string, string>> = {
  ENOSPC: 'there is no space left on its disk',
  EDQUOT: 'the space that this user may take is used up',
  EFBIG: 'files may not grow any larger there',
  EROFS: 'its disk can only be read',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  ENOTDIR: 'it is not a folder',
  EEXIST: 'it is not a folder',
};

/** What a system's error says about the data folder. @returns undefined when it is about something else */
export function folderProblem(dataDir: string, error: unknown): NoDatabase | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const meaning = meanings[code];
  return meaning === undefined ? undefined : new NoDatabase(`DATA_DIR: cannot write in ${dataDir}: ${meaning}`);
}
