import { extractText } from './extract.ts';
import type { Finding, FindingKind, LocatedFinding, Screening } from './finding.ts';
import { structural } from './finding.ts';
import type { ScreeningLimits } from './limits.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { compact, normalise } from './normalise.ts';
import { personalDataOf } from './personal-data.rule.ts';
import { secretMarksOf } from './secret-marks.rule.ts';
import { declaredType, typeOfName } from './sniff.ts';

/** All findings in a text: marks, caveats, personal data; by offset. */
export function screenText(text: string): Finding[] {
  const normalised = normalise(text);
  return [...secretMarksOf(text, normalised, compact(normalised)), ...personalDataOf(text, normalised)].sort((a, b) => a.from - b.from);
}

/** Only marks and caveats: for text guessed out of binary data, where chance makes numbers. */
function screenGuess(text: string): Finding[] {
  const normalised = normalise(text);
  // In binary data a grade that merely stands alone is chance; with a star it is not.
  return secretMarksOf(text, normalised, compact(normalised)).filter((finding) => finding.kind === 'STATE_SECRET_MARK' && /[^\p{L}\p{N}\s]/u.test(text.slice(finding.from, finding.to)));
}

/**
 * Screens a file: its bytes, the name it goes by, and the type that its sender declares. Finds, and clears nothing.
 * Bytes that are not what name or declaration say are a finding: who opens the file would open something else.
 */
export async function screen(bytes: Uint8Array, name: string, declared: string, limits: ScreeningLimits = DEFAULT_LIMITS): Promise<Screening> {
  const extraction = await extractText(bytes, limits);
  const findings: LocatedFinding[] = [...extraction.findings];
  if (declaredType(declared) !== extraction.mediaType || typeOfName(name) !== extraction.mediaType) {
    findings.push(structural('', 'TYPE_MISMATCH', 'BLOCK', 'A3-8', '文件内容与文件名或者声明的类型不符，请核对后重新上传。', extraction.mediaType));
  }
  const parts = [{ where: 'name', text: name, reliable: true }, ...extraction.parts];
  const seen = new Set<string>();
  let characters = 0;
  for (const part of parts) {
    characters += part.where === 'name' ? 0 : part.text.length;
    for (const finding of part.reliable ? screenText(part.text) : screenGuess(part.text)) {
      // Other readings of a part (`#visible`, `#layout`) only add what the first did not show.
      const key = `${part.where.replace(/#\w+$/, '')} ${finding.kind} ${finding.severity} ${normalise(part.text.slice(finding.from, finding.to)).text.replace(/\s/g, '')}`;
      if (part.where.includes('#') && seen.has(key)) continue;
      seen.add(key);
      findings.push({ where: part.where, ...finding });
    }
  }
  return { mediaType: extraction.mediaType, findings, characters };
}

/** What makes a file unfit to come in at all, heaviest first: a mark, then what could not be screened, then what is not what it says. */
const REFUSED: readonly FindingKind[] = ['ENCRYPTED_FILE', 'LIMIT_EXCEEDED', 'BROKEN_FILE', 'UNSUPPORTED_FORMAT', 'TYPE_MISMATCH', 'ACTIVE_CONTENT'];

/** True when a state-secret mark was found (SEC-01): the file may not be kept anywhere, not for a moment longer. */
export function bearsStateSecretMark(screening: Pick<Screening, 'findings'>): boolean {
  return screening.findings.some((finding) => finding.kind === 'STATE_SECRET_MARK' && finding.severity === 'FORBIDDEN');
}

/** The finding for which a file is refused at the door, null for one that may come in and be reviewed. */
export function refusingFinding(screening: Pick<Screening, 'findings'>): LocatedFinding | null {
  const mark = screening.findings.find((finding) => finding.kind === 'STATE_SECRET_MARK' && finding.severity === 'FORBIDDEN');
  if (mark) return mark;
  for (const kind of REFUSED) {
    const finding = screening.findings.find((candidate) => candidate.kind === kind);
    if (finding) return finding;
  }
  return null;
}
