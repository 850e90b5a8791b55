/**
 * The tag of an image reference (distribution/reference 0.6: registry and port, path, tag, digest), which is what an image
 * says of its version. A digest says nothing, and `latest` as much.
 */
export function versionOfImage(image: string): string | undefined {
  const [named = ''] = image.split('@');
  const tag = /:([^/:]+)$/.exec(named)?.[1];
  return tag === 'latest' ? undefined : tag;
}
