/** Text in lines of so many characters at most, broken at blanks; a word that is longer stays whole. */
export const wrapWords = (text: string, columns: number): string =>
  text.replaceAll(new RegExp(`(.{1,${columns}})(?: |$)`, 'g'), '$1\n').trimEnd();
