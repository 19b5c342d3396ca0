import type { ContentPackage } from '@disclosure/contracts';
import { screenText } from '@disclosure/screening';
import type { Finding, LocatedFinding } from '@disclosure/screening';
import type { ReviewServices } from './review.services.ts';

export interface PackageFinding extends Finding { readonly where: string }

/** Everything that a package says, by the part it stands in: each is screened, and each is named in the findings. */
export function textsOf(content: ContentPackage): readonly { readonly where: string; readonly text: string }[] {
  return [
    { where: 'title', text: content.title },
    { where: 'summary', text: content.summary },
    { where: 'body', text: content.body },
    ...Object.entries(content.blocks).map(([key, text]) => ({ where: `block:${key}`, text })),
  ];
}

/** Screens texts and files of a package. A file that can't be opened or looked through is a finding, never a pass. */
export async function screenPackage(content: ContentPackage, services: ReviewServices): Promise<readonly PackageFinding[]> {
  const inTexts = textsOf(content).flatMap(({ where, text }) => screenText(text).map((finding) => ({ ...finding, where })));
  const inFiles: PackageFinding[] = [];
  for (const [index, attachment] of content.attachments.entries()) {
    const found = await screenAttachment(attachment, services);
    inFiles.push(...found.map((finding) => ({ ...finding, where: `attachment:${index}/${finding.where}` })));
  }
  return [...inTexts, ...inFiles];
}

async function screenAttachment({ name, mediaType, digest }: ContentPackage['attachments'][number], { openFile, screenFile }: ReviewServices): Promise<readonly LocatedFinding[]> {
  const bytes = await openFile(digest);
  if (bytes === null) return [unscreened('附件文件未找到，无法筛查；请重新上传后再送审。')];
  try {
    return (await screenFile(bytes, name, mediaType)).findings;
  } catch {
    return [unscreened('附件未能完成筛查；请核对文件是否完好，由人工逐页审查。')];
  }
}

const unscreened = (suggestion: string): LocatedFinding => ({ kind: 'BROKEN_FILE', severity: 'BLOCK', from: 0, to: 0, excerpt: '', clause: 'A3-8', suggestion, where: 'file' });
