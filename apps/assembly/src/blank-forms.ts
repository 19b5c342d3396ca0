import { dateOf } from '@disclosure/kernel';
import type { Instant } from '@disclosure/kernel';
import type { Agency } from '@disclosure/organisation';
import type { Download } from '@disclosure/platform-files';
import type { Platform } from '@disclosure/platform-persistence';

const TYPES = { docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', pdf: 'application/pdf' } as const;
const TOKEN = /^form\.request\.(docx|pdf)$/;

/** Forms to be filled in by hand, at lasting addresses (`/files/form.request.pdf`): drawn when first asked for, then as the public's role sees the organisation. */
export function blankForms(platform: Platform): (token: string) => Promise<Download | null> {
  const drawn = new Map<number, Promise<{ readonly docx: Uint8Array; readonly pdf: Uint8Array }>>();
  return async (token) => {
    const format = TOKEN.exec(token)?.[1] as keyof typeof TYPES | undefined;
    if (format === undefined) return null;
    const { publicReader } = platform.database.context('requests');
    const { organisation, now } = await platform.books.forPublic.factsNow(publicReader, platform.clock);
    const agency = organisation.agencies.find(({ isOwn }) => isOwn);
    if (!agency) return null;
    const form = drawn.get(organisation.revision) ?? draw(agency, now);
    drawn.set(organisation.revision, form);
    return { content: { bytes: (await form)[format] }, name: `政府信息公开申请表.${format}`, mediaType: TYPES[format], audience: 'PUBLIC' };
  };

  // Letters bring fonts and a typesetter: loaded when somebody wants a form.
  async function draw(agency: Agency, now: Instant) {
    return (await import('@disclosure/requests-subgraph/blank-form')).blankRequestForm(agency, dateOf(now));
  }
}
