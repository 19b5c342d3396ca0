/**
 * Breaks a paragraph into lines of a given width by the rules of Chinese setting (避头尾): no closing mark begins a line, no
 * opening one ends it, a number or a foreign word is not torn apart unless it is longer than a line. Widths are in any one unit.
 */
export interface LineRoom {
  /** Room on the first line and on the others. */
  readonly first: number;
  readonly rest: number;
}

const NOT_FIRST = new Set('，。、；：？！）》〉」』】〕”’…—·%‰℃.,;:?!)]}');
const NOT_LAST = new Set('（《〈「『【〔“‘([{');

export function breakLines(text: string, room: LineRoom, width: (character: string) => number): readonly string[] {
  const units = unitsOf(text, Math.min(room.first, room.rest), width);
  const widthOf = (unit: string) => [...unit].reduce((sum, character) => sum + width(character), 0);
  const lines: string[] = [];
  let line: string[] = [];
  let used = 0;
  for (const unit of units) {
    const limit = (lines.length === 0 ? room.first : room.rest) + 1e-6;
    const unitWidth = widthOf(unit);
    if (line.length > 0 && used + unitWidth > limit) {
      const carried: string[] = [];
      let next = unit;
      // Take units over to the next line until the break stands between two that may be parted.
      while (line.length > 1 && (NOT_FIRST.has([...next][0] as string) || NOT_LAST.has([...(line.at(-1) as string)].at(-1) as string))) {
        next = line.pop() as string;
        carried.unshift(next);
      }
      lines.push(line.join('').trimEnd());
      line = carried;
      used = line.reduce((sum, each) => sum + widthOf(each), 0);
    }
    if (line.length === 0 && unit === ' ' && lines.length > 0) continue;
    line.push(unit);
    used += unitWidth;
  }
  if (line.length > 0) lines.push(line.join('').trimEnd());
  return withoutWidow(lines);
}

/** A last line of one or two characters looks lost: it takes some from the line before, which is spread out to the margin. */
function withoutWidow(lines: readonly string[]): readonly string[] {
  const last = [...(lines.at(-1) ?? '')];
  const before = [...(lines.at(-2) ?? '')];
  if (lines.length < 2 || last.length > 2 || before.length < 8) return lines;
  const taken = before.slice(-2);
  const kept = before.slice(0, -2);
  const mayPart = !taken.concat(last).some((character) => character <= '\u007f') && (kept.at(-1) as string) > '\u007f' && !NOT_FIRST.has(taken[0] as string) && !NOT_LAST.has(kept.at(-1) as string);
  return mayPart ? [...lines.slice(0, -2), kept.join(''), [...taken, ...last].join('')] : lines;
}

/** What is not torn apart: one Chinese character, or a run of foreign letters and figures; addresses may break after / ? & =. */
function unitsOf(text: string, longest: number, width: (character: string) => number): readonly string[] {
  return (text.match(/[\x21-\x7e]+|[^\x21-\x7e]/gu) ?? []).flatMap((run) => {
    if (run.length === 1) return [run];
    return run.split(/(?<=[/?&=])/u).flatMap((part) => {
      let used = 0;
      const pieces: string[] = [''];
      for (const character of part) {
        used += width(character);
        if (used > longest) {
          pieces.push('');
          used = width(character);
        }
        pieces[pieces.length - 1] += character;
      }
      return pieces;
    });
  });
}
