import type { LocalDate } from '@disclosure/kernel';
import type { Agency } from '@disclosure/organisation';
import { composeLetter, loadTemplates, renderDocx, renderPdf, sampleSeal } from '@disclosure/platform-letters';
import { APPLICANT_KINDS, FORMS_OF_PROVISION, MEANS_OF_SERVICE } from '@disclosure/requests-domain';

const boxes = (labels: Readonly<Record<string, string>>): string => Object.values(labels).map((label) => `□${label}`).join('　');

/** The request form (申请表, D01) blank, to be filled in by hand. It asks for no purpose (REQ-09). */
export async function blankRequestForm(agency: Agency, today: LocalDate): Promise<{ readonly docx: Uint8Array; readonly pdf: Uint8Array }> {
  const composed = composeLetter((await loadTemplates()).get('RequestForm'), {
    kind: 'RequestForm', agency: { name: agency.name, mark: agency.name }, addressee: null, enclosures: [], date: today, number: null, signedBy: null, authenticityCode: null, seal: sampleSeal,
    contact: { name: '厅公开办', phone: agency.contact.telephone, address: agency.contact.address },
    fields: { kind: boxes(APPLICANT_KINDS), forms: boxes(FORMS_OF_PROVISION), means: boxes(MEANS_OF_SERVICE) }, blocks: {},
  });
  if (!composed.ok) throw new Error(`the blank request form: ${JSON.stringify(composed.error)}`);
  return { docx: await renderDocx(composed.value), pdf: await renderPdf(composed.value) };
}
