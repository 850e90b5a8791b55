/** A thin 64-bit Mach-O file, as far as its signature goes (Apple's mach-o/loader.h); offsets count bytes of the file. */
export interface MachO {
  /** Of the command that names the signature; there is none in a file that was never signed. */
  readonly signatureCommand: number | undefined;
  readonly linkEditCommand: number;
  readonly text: { readonly offset: bigint; readonly size: bigint };
}

const MAGIC = 0xfeed_facf;
const HEADER_BYTES = 32;
const LC_SEGMENT_64 = 0x19;
const LC_CODE_SIGNATURE = 0x1d;

/** Throws for another kind of file. */
export function readMachO(bytes: Buffer): MachO {
  if (bytes.readUInt32LE(0) !== MAGIC) throw new Error('no thin 64-bit Mach-O file');
  const commands = commandsOf(bytes);
  const segment = (name: string): number => {
    const at = commands.find(
      ({ type, offset }) => type === LC_SEGMENT_64 && segmentName(bytes, offset) === name,
    )?.offset;
    if (at === undefined) throw new Error(`the Mach-O file has no segment ${name}`);
    return at;
  };
  const text = segment('__TEXT');
  return {
    signatureCommand: commands.find(({ type }) => type === LC_CODE_SIGNATURE)?.offset,
    linkEditCommand: segment('__LINKEDIT'),
    text: { offset: bytes.readBigUInt64LE(text + 40), size: bytes.readBigUInt64LE(text + 48) },
  };
}

function commandsOf(bytes: Buffer): readonly { readonly type: number; readonly offset: number }[] {
  const commands = [];
  let offset = HEADER_BYTES;
  for (let left = bytes.readUInt32LE(16); left > 0; left--) {
    commands.push({ type: bytes.readUInt32LE(offset), offset });
    offset += bytes.readUInt32LE(offset + 4);
  }
  return commands;
}

const segmentName = (bytes: Buffer, offset: number): string =>
  bytes.toString('latin1', offset + 8, offset + 24).replace(/\0+$/, '');
