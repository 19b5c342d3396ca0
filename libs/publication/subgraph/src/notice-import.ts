import { chineseDate } from '@disclosure/kernel';
import type { LocalDate } from '@disclosure/kernel';
import { noticeDocument } from '@disclosure/law';

/** One input of `proposeDisclosure`, without its `commandId`: plain JSON, as the graph takes it. */
export interface NoticeProposal {
  readonly title: string;
  readonly summary: string;
  readonly body: string;
  readonly formedOn: LocalDate;
  readonly documentNumber: string;
  readonly documentDatedOn: LocalDate;
  readonly divisionId: string;
  readonly categoryIds: readonly string[];
  readonly extent: 'FULL_TEXT';
  readonly mode: 'PROACTIVE';
  readonly route: 'OTHER';
  readonly validity: 'IN_FORCE';
}

/** The general office holds the department's notices. */
const HOLDER = 'd-general';

const { title, documentNumber, documentDatedOn, addressees, body, annexTitles, annexes, issuer } = noticeDocument;

const proposal = (content: Pick<NoticeProposal, 'title' | 'summary' | 'body' | 'categoryIds'>): NoticeProposal => ({
  ...content, formedOn: documentDatedOn, documentNumber, documentDatedOn, divisionId: HOLDER, extent: 'FULL_TEXT', mode: 'PROACTIVE', route: 'OTHER', validity: 'IN_FORCE',
});

/** The notice as it reads, with its list of annexes and its signature. */
function noticeText(): string {
  const list = annexTitles.map((annex) => `${annex.number}.${annex.title}`).join('\n');
  return `${addressees}:\n${body}\n附件：${list}\n${issuer}\n${chineseDate(documentDatedOn)}`;
}

/**
 * The department's own notice 吉工信综合〔2020〕349号 and each annex that it carries in full, as what its general office proposes: the first
 * disclosures of a department. They are proposals and nothing more: division head, supervising deputy, review and the office do
 * their part as for anything else (A1-14, A3-8). The annexes that the notice only names are not invented.
 */
export const noticeProposals = (): readonly NoticeProposal[] => [
  proposal({ title, summary: `印发政务公开工作制度，附件包括${annexTitles[0]?.title ?? ''}等${annexTitles.length}项。`, body: noticeText(), categoryIds: ['content-1'] }),
  ...annexes.map((annex) => proposal({
    title: annex.title, summary: `${documentNumber}附件${annex.number}:${annex.title}。`, body: annex.body, categoryIds: ['rules', 'content-1'],
  })),
];
