/** Text in the encodings that offices use: UTF-8 and UTF-16 by their marks, UTF-8 without one, else GB18030 (which holds GB 2312 and GBK). */
export function decodeText(bytes: Uint8Array): string | null {
  const label = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
  for (const encoding of label ? [label] : ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // not this one
    }
  }
  return null;
}

/**
 * What looks like text inside binary data (a picture's metadata, an object of another program), in UTF-8, GB18030 and UTF-16.
 * Good enough to see a mark, not to read numbers from.
 */
export function guessText(bytes: Uint8Array): string[] {
  const readings = new Set<string>();
  for (const encoding of ['utf-8', 'gb18030', 'utf-16le', 'utf-16be']) {
    const text = new TextDecoder(encoding).decode(bytes);
    if (/[绝絕机機秘祕]\s{0,4}密/u.test(text)) readings.add(text);
  }
  return [...readings];
}
