import { SaxesParser } from 'saxes';
import { BrokenFile } from './limits.ts';

export interface XmlTag {
  /** Local name, without prefix. */
  readonly name: string;
  /** Attributes by local name (`w:val` is `val`). */
  readonly attributes: Readonly<Record<string, string>>;
}

export interface XmlHandler {
  open(tag: XmlTag): void;
  close(name: string): void;
  text(text: string): void;
  /** What stands in an XML comment. */
  comment(text: string): void;
}

const MAX_DEPTH = 512;

/**
 * Reads XML without ever resolving anything outside it. A document type is refused: no format that comes here may have one,
 * and it is where entities that grow or fetch would be declared.
 */
export function readXml(bytes: Uint8Array, handler: XmlHandler): void {
  const parser = new SaxesParser({ xmlns: false });
  const names: string[] = [];
  parser.on('error', (error) => {
    throw new BrokenFile(error.message);
  });
  parser.on('doctype', () => {
    throw new BrokenFile('document type in XML');
  });
  parser.on('opentag', (tag) => {
    const name = local(tag.name);
    if (names.push(name) > MAX_DEPTH) throw new BrokenFile('XML too deep');
    const attributes: Record<string, string> = Object.create(null) as Record<string, string>;
    // Two attributes that differ in prefix alone keep both values.
    for (const [key, value] of Object.entries(tag.attributes)) attributes[local(key) in attributes ? key : local(key)] = value;
    handler.open({ name, attributes });
  });
  parser.on('closetag', () => handler.close(names.pop() ?? ''));
  parser.on('text', (text) => handler.text(text));
  parser.on('cdata', (text) => handler.text(text));
  parser.on('comment', (text) => handler.comment(text));
  parser.write(decodeXml(bytes)).close();
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

function decodeXml(bytes: Uint8Array): string {
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
  const named = /^[^>]{0,100}encoding=["']([\w-]{1,20})["']/.exec(new TextDecoder('latin1').decode(bytes.subarray(0, 160)))?.[1];
  try {
    return new TextDecoder(wide ?? named ?? 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new BrokenFile('encoding of XML');
  }
}
