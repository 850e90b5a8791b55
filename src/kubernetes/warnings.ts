/**
 * The texts of an answer's `Warning` headers (RFC 7234): code 299 alone, as client-go takes them (apimachinery 0.36,
 * net/http ParseWarningHeaders). One header may carry several; what is malformed is left out.
 */
export function warningTexts(headers: readonly string[]): readonly string[] {
  return headers.flatMap((header) =>
    [...header.matchAll(/(?:^|,)\s*(?<code>\d{3}) \S+ "(?<text>(?:[^"\\]|\\.)*)"/g)]
      .filter(({ groups }) => groups?.['code'] === '299')
      .map(({ groups }) => (groups?.['text'] ?? '').replaceAll(/\\(.)/g, '$1'))
      .filter((text) => text !== ''),
  );
}
