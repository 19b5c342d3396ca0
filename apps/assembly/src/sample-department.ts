import { sampleOrganisation } from '@disclosure/directory-subgraph';
import type { Gateway } from '@disclosure/platform-gateway';
import { machineNow } from '@disclosure/platform-identity';
import type { StandaloneIssuer } from '@disclosure/platform-identity';
import type { Platform, Worker } from '@disclosure/platform-persistence';
import { noticeProposals } from '@disclosure/publication-subgraph';
import { act } from './graph-client.ts';

export interface SampleScope { readonly gateway: Gateway; readonly issuer: StandaloneIssuer; readonly worker: Worker; readonly platform: Platform }

/**
 * The sample department's first disclosures: its own notice 吉工信综合〔2020〕349号 and each annex it carries, taken through proposal,
 * approvals, review and publication by the sample officers, over the graph, like anything else. Each step has a fixed command id, so a
 * start that was cut off is taken up where it stopped, and a second start changes nothing.
 */
export async function loadSampleDepartment({ gateway, issuer, worker, platform }: SampleScope): Promise<void> {
  const proposals = noticeProposals();
  const done = await platform.database.context('publication').writer.query<{ count: number }>("SELECT count(*)::integer AS count FROM publication.command WHERE command_id LIKE 'sample:notice:%:publish'");
  if ((done[0]?.count ?? 0) >= proposals.length) return;
  const as = new Map<string, string>();
  for (const { login, id } of sampleOrganisation.people) as.set(login, await issuer.issueToken(login, id, machineNow()));
  const step = (login: string, mutation: string, field: string, input: Record<string, unknown>, selection = 'id'): Promise<Record<string, unknown>> => act(gateway, as.get(login), mutation, field, selection, input);
  for (const [index, proposal] of proposals.entries()) {
    const command = (name: string): string => `sample:notice:${index}:${name}`;
    const disclosure = await step('general', 'proposeDisclosure', 'disclosure', { ...proposal, commandId: command('propose') }, 'id digest');
    const { id, digest } = disclosure as { id: string; digest: string };
    await step('general-head', 'approveDisclosureAsDivisionHead', 'disclosure', { id, commandId: command('head') });
    await step('deputy-2', 'approveDisclosureAsSupervisingDeputy', 'disclosure', { id, commandId: command('deputy') });
    const review = await step('general', 'openReview', 'reviewCase', {
      commandId: command('review'), digest, extent: 'FULL_TEXT', mode: 'PROACTIVE', audience: 'PUBLIC', subjectKind: 'DISCLOSURE', subjectId: id, divisionId: 'd-general',
    }, 'id findings { id severity }');
    const { id: reviewId, findings } = review as { id: string; findings: { id: string; severity: string }[] };
    await step('general-head', 'signReview', 'reviewCase', {
      id: reviewId, commandId: command('sign'),
      contentReview: { passed: true, remarks: '内容准确，与印发文本一致。' }, secrecyReview: { passed: true, remarks: '不涉及国家秘密、工作秘密、商业秘密和个人隐私。' },
      findings: findings.map((finding) => ({ findingId: finding.id, disposition: 'NOT_APPLICABLE', reason: '系制度条文对警示字样的列举，并非本文件的标注。' })),
    });
    await step('deputy-2', 'approveReviewAsSupervisingDeputy', 'reviewCase', { id: reviewId, commandId: command('approve') });
    await worker.pump();
    await step('office', 'publishDisclosure', 'disclosure', { id, commandId: command('publish') });
  }
  await worker.pump();
}
