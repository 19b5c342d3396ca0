import { APPLICANT_KINDS, CHANNELS, FORMS_OF_PROVISION, MEANS_OF_SERVICE } from '@disclosure/requests-domain';
import type { LocalDate, Refusal } from '@disclosure/kernel';
import { unseal } from '@disclosure/platform-persistence';
import { maskContacts, maskNumber } from '../schema/mask.ts';
import type { Contact } from '../schema/mask.ts';
import { envelope, writeLetter } from './letters.ts';
import type { LetterScope, RenderedLetter } from './letters.ts';

/** What the form shows of a request, in plain: the row's sealed values and texts opened. */
export interface AskedFor {
  readonly name: string;
  readonly identity: string | null;
  readonly contact: Contact;
  readonly title: string;
  readonly documentNumber: string | null;
  readonly description: string | null;
  readonly assistance: string | null;
}

const MASKED = '本表按登记内容填写；证件号码和联系方式已作遮盖处理，完整信息加密保存。';

/** What the row of a registered request says, opened for its form. */
export async function askedFor({ tx, platform, state }: LetterScope): Promise<AskedFor> {
  const [row] = await tx.query<{ name: string; contact: string | null; identity: string | null; title: string | null; document_number: string | null; description: string | null; assistance: string | null }>(
    `SELECT r.applicant_name AS name, r.applicant_contact AS contact, r.applicant_identity AS identity, t.body AS title, n.body AS document_number, d.body AS description,
       (SELECT string_agg(a.body, E'\n' ORDER BY a.id) FROM requests.free_text a WHERE a.stream_id = r.id AND a.field = 'assistance') AS assistance
     FROM requests.request r LEFT JOIN requests.free_text t ON t.id = r.title_text LEFT JOIN requests.free_text n ON n.id = r.document_number_text LEFT JOIN requests.free_text d ON d.id = r.description_text WHERE r.id = $1`, [state.id]);
  if (!row) throw new Error(`request ${state.id} has no row`);
  const plain = await unseal(tx, 'requests', [row.name, row.contact, row.identity].filter((id) => id !== null), platform.keys);
  const open = (id: string | null): string | null => (id === null ? null : (plain.get(id) ?? null));
  return { name: open(row.name) ?? '', identity: open(row.identity), contact: JSON.parse(open(row.contact) ?? '{}') as Contact, title: row.title ?? '', documentNumber: row.document_number, description: row.description, assistance: row.assistance };
}

/** The request form (申请表, D01) filled in by what was registered; numbers and contacts masked, as on every screen (people.md). */
export async function filledForm(scope: LetterScope, asked: AskedFor): Promise<RenderedLetter | { readonly refusals: readonly Refusal[] }> {
  const { state } = scope;
  const natural = state.applicantKind === 'NATURAL_PERSON';
  const number = asked.identity === null ? '' : natural ? maskNumber(asked.identity) : asked.identity;
  return writeLetter(scope.services, {
    ...(await envelope({ ...scope, submitting: { name: asked.name, requested: asked.title } })), kind: 'RequestForm', number: null,
    fields: {
      requestNumber: state.number ?? '', receivedOn: state.receivedOn as LocalDate, submittedOn: state.submittedOn as LocalDate, channel: state.channel === null ? '' : CHANNELS[state.channel], kind: state.applicantKind === null ? '' : APPLICANT_KINDS[state.applicantKind], name: asked.name,
      ...(natural ? { identityType: asked.contact.identityType ?? '', identityNumber: number } : { organisationCode: number }), representative: asked.contact.representative ?? '', ...maskContacts(asked.contact),
      forms: state.form === null ? '' : FORMS_OF_PROVISION[state.form], means: state.means === null ? '' : MEANS_OF_SERVICE[state.means], remarks: MASKED,
    },
    blocks: { requested: asked.title, ...(asked.documentNumber === null ? {} : { documentNumber: asked.documentNumber }), ...(asked.description === null ? {} : { description: asked.description }), ...(asked.assistance === null ? {} : { assistance: asked.assistance }) },
  });
}
