import type { ContentPackage } from '@disclosure/contracts';
import type { LocalDate, Refusal } from '@disclosure/kernel';
import { actorKey } from '@disclosure/organisation';
import type { Actor } from '@disclosure/organisation';
import { getContent, putContent } from '@disclosure/platform-gate';
import { Rollback } from '@disclosure/platform-persistence';
import type { PrepareScope, Stash } from '@disclosure/platform-persistence';
import type { ContentInput, DisclosureState, Validity } from '@disclosure/publication-domain';
import type { Extent, Mode } from '@disclosure/contracts';
import { ATTACHMENT_PURPOSE } from '../publication.services.ts';
import type { PublicationServices } from '../publication.services.ts';

/** An attachment as a client names it: a fresh upload, or the digest of one that an earlier content of this disclosure has. */
export interface AttachmentWanted { readonly uploadId?: string; readonly digest?: string }

/** The content and register facts of a proposal, as a client sends them. */
export interface ContentWanted {
  readonly title: string;
  readonly summary: string;
  readonly body: string;
  readonly keywords?: readonly string[];
  readonly attachments?: readonly AttachmentWanted[];
  readonly formedOn?: LocalDate;
  readonly documentNumber?: string;
  readonly documentDatedOn?: LocalDate;
  readonly categoryIds?: readonly string[];
  readonly extent?: Extent;
  readonly mode?: Mode;
  readonly ground?: string;
  readonly reasons?: string;
  readonly isMajorSensitive?: boolean;
  readonly validity?: Validity;
  /** The visible note of a correction or change. */
  readonly note?: string;
}

type Scope = PrepareScope<DisclosureState>;

/**
 * Puts what a proposal says into the gate and gives what the event may hold: the digest, codes and dates (foundations 4, 5). Runs in
 * the command's transaction; what is refused later leaves nothing behind.
 */
export async function prepareContent(services: PublicationServices, input: ContentWanted, stash: Stash, scope: Scope): Promise<ContentInput> {
  const { title, summary, body, keywords, attachments: wanted = [], reasons, note, categoryIds = [], ...facts } = input;
  const attachments = await claimAll(services, wanted, scope);
  const content: ContentPackage = {
    format: 1, title: title.trim(), summary: summary.trim(), body, attachments, redactions: [],
    blocks: { ...(keywords && keywords.length > 0 ? { keywords: keywords.map((word) => word.trim()).join('\n') } : {}), ...(note === undefined ? {} : { note: note.trim() }) },
  };
  const leaves = await scope.tx.query<{ id: string }>('SELECT id FROM publication.category c WHERE id = ANY($1) AND NOT EXISTS (SELECT FROM publication.category child WHERE child.parent_id = c.id)', [categoryIds]);
  return {
    ...facts,
    categoryIds,
    digest: await putContent(scope.tx, content),
    attachments: attachments.length,
    leafIds: leaves.map(({ id }) => id),
    ...(reasons === undefined ? {} : { reasons: stash.text('reasons', reasons.trim()) }),
  };
}

async function claimAll(services: PublicationServices, wanted: readonly AttachmentWanted[], scope: Scope): Promise<ContentPackage['attachments']> {
  const kept = wanted.some(({ digest }) => digest !== undefined) ? await earlierAttachments(scope) : new Map<string, ContentPackage['attachments'][number]>();
  const claimed: ContentPackage['attachments'][number][] = [];
  for (const [index, { uploadId, digest }] of wanted.entries()) {
    const field = `input.attachments.${index}`;
    if (digest !== undefined) {
      const known = kept.get(digest);
      if (!known) throw refused({ code: 'ATTACHMENT_UNKNOWN', message: '本件此前没有这个附件，请重新上传。', field, clause: null });
      claimed.push(known);
      continue;
    }
    const file = await services.files.claim(scope.tx, uploadId ?? '', actorKey(scope.actor satisfies Actor), { purpose: ATTACHMENT_PURPOSE, reference: `disclosure:${scope.streamId}` });
    if ('code' in file) throw refused({ ...file, field });
    claimed.push({ name: file.name, mediaType: file.mediaType, size: file.size, digest: file.digest });
  }
  return claimed;
}

async function earlierAttachments({ tx, state }: Scope): Promise<ReadonlyMap<string, ContentPackage['attachments'][number]>> {
  const packages = await Promise.all(state.digests.map((digest) => getContent(tx, digest)));
  return new Map(packages.flatMap((content) => content?.attachments ?? []).map((attachment) => [attachment.digest, attachment]));
}

const refused = (refusal: Refusal): Rollback => new Rollback({ kind: 'REFUSED', refusals: [refusal] });
