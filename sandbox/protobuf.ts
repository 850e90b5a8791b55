/** Kubernetes' mark of what is written so (apimachinery 0.36, runtime/serializer/protobuf). */
const MAGIC = 'k8s\0';

/** What is in a message by the numbers of its fields: pieces with a length alone, which are texts and messages. */
function piecesOf(bytes: Buffer): ReadonlyMap<number, Buffer> {
  const pieces = new Map<number, Buffer>();
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    const length = varint();
    if (tag % 8 !== 2) continue;
    pieces.set(tag >> 3, bytes.subarray(at, at + length));
    at += length;
  }
  return pieces;
}

const inside = (bytes: Buffer | undefined, field: number): Buffer | undefined => bytes && piecesOf(bytes).get(field);

const ATTRIBUTES = ['namespace', 'verb', 'group', 'version', 'resource', 'subresource', 'name'];

/** The question of a review as kubectl writes it (`auth can-i`), in the form of JSON; what is JSON already is left as it is. */
export function reviewOf(kind: string, body: Buffer): unknown {
  if (!body.subarray(0, MAGIC.length).equals(Buffer.from(MAGIC))) return JSON.parse(body.toString());
  // The first thing in a review of rules is a text, the namespace; in one of access it is what is asked for.
  const first = inside(inside(inside(body.subarray(MAGIC.length), 2), 2), 1);
  if (kind === 'SelfSubjectRulesReview') return { spec: { namespace: first?.toString() } };
  const texts = ATTRIBUTES.map((name, index) => [name, inside(first, index + 1)?.toString()]);
  return { spec: { resourceAttributes: Object.fromEntries(texts) as object } };
}
