/** What differs from run to run: ids, digests, links and tokens, tracking codes, instants. Each is replaced by its number of first appearance, so that what belongs together still does. */
const CHANGING = [
  /\/files\/[\w.~-]+/g, // sealed links, tickets, public addresses
  /eyJ[\w-]+\.[\w-]+\.[\w-]+/g, // tokens
  /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, // ids
  /\b[0-9a-f]{64}\b/g, // digests
  /\b[0-9A-Z]{5}(?:-[0-9A-Z]{5}){4}\b/g, // tracking codes
  /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)/g, // instants
];

/** A transcript in a form in which two runs of the same script can be compared. */
export function normalised(transcript: readonly string[]): readonly string[] {
  const known = new Map<string, string>();
  const numberOf = (kind: number) => (found: string): string => {
    const name = known.get(found) ?? `<${kind}.${known.size}>`;
    known.set(found, name);
    return name;
  };
  return transcript.map((entry) => CHANGING.reduce((text, pattern, kind) => text.replace(pattern, numberOf(kind)), entry));
}
