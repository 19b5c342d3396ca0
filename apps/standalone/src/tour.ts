import type { TourTab } from '@disclosure/platform-gateway';
import type { StartOptions } from './options.ts';

/** How to sign in, as the page and the start-up text say it. */
export const signInLines: readonly string[] = [
  '本平台正使用示例身份,仅供试用。',
  '取得某一岗位的凭证:npm run -s token -- head(全部登录名:npm run -s token -- --list)。',
  '在下方 Headers 栏填写:{ "Authorization": "Bearer <凭证>" }。不填即以公众身份访问。',
];

const bearer = (who: string): Record<string, string> => ({ Authorization: `Bearer <npm run -s token -- ${who}>` });

/** The thread of the platform, step by step: each tab can be run as it is once the token and the ids of the step before are put in. */
export const tour: readonly TourTab[] = [
  { title: '1 公众:提交申请,取得查询码', query: `mutation Submit($input: SubmitRequestInput!) {
  submitRequest(input: $input) { trackingCode request { id state stateText } refusals { code message field clause } }
}`, variables: { input: { commandId: 'a3f1c2d4e5b60718293a4b5c6d7e8f90', title: '2025年度工业节能专项资金安排情况', form: 'ELECTRONIC_COPY', means: 'ONLINE', applicant: { kind: 'NATURAL_PERSON', name: '张三', identityDocument: { type: '居民身份证', number: '11010519491231002X' }, telephone: '13800138000' } } } },
  { title: '2 厅公开办:确认收到、登记,期限随之出现', headers: bearer('office'), query: `mutation Register($id: ID!) {
  registerRequest(input: { id: $id, commandId: "register-1" }) {
    request { number receivedOn dueOn clock { dueOn provisional remainingWorkingDays calendarRevision segments { from to effect clause daysCounted excludedDays { date reason } } } availableActions { action sentence refusals { message } nextHolder } }
    refusals { code message clause }
  }
}`, variables: { id: '<第1步的 request.id>' } },
  { title: '3 厅公开办:受理并转牵头、配合处室', headers: bearer('office'), query: `mutation Assign($id: ID!) {
  acceptRequest(input: { id: $id, commandId: "accept-1" }) { request { state } refusals { message } }
  assignRequest(input: { id: $id, commandId: "assign-1", leadDivisionId: "d-planning", supportingDivisionIds: ["d-energy"] }) { request { state leadDivision { id name } contributions { division { name } status } } refusals { message } }
}`, variables: { id: '<request.id>' } },
  { title: '4 配合处室:提供材料', headers: bearer('handler-2'), query: `mutation Contribute($id: ID!) {
  contributeMaterial(input: { id: $id, commandId: "contribute-1", divisionId: "d-energy", material: "专项资金共安排三批,明细见附件。" }) { request { contributions { status material } } refusals { message } }
}`, variables: { id: '<request.id>' } },
  { title: '5 承办人:拟制并报送答复意见', headers: bearer('handler'), query: `mutation Draft($id: ID!) {
  draftReplyProposal(input: { id: $id, commandId: "draft-1", items: [{ outcome: DISCLOSED }], information: "2025年度工业节能专项资金共安排三批,合计1200万元。" }) { request { proposal { digest } } refusals { code message clause } }
  submitReplyProposal(input: { id: $id, commandId: "submit-1" }) { request { state } refusals { message } }
}`, variables: { id: '<request.id>' } },
  { title: '6 承办人:送保密审查(放行与内容摘要绑定)', headers: bearer('handler'), query: `mutation OpenReview($digest: Digest!, $requestId: ID!, $audience: String!) {
  openReview(input: { commandId: "review-1", digest: $digest, extent: FULL_TEXT, mode: ON_REQUEST, audience: $audience, subjectKind: REQUEST, subjectId: $requestId, divisionId: "d-planning" }) { reviewCase { id state findings { kind severity clause } } refusals { code message clause } }
}`, variables: { digest: '<proposal.digest>', requestId: '<request.id>', audience: 'CASE:<request.id>' } },
  { title: '7 处室负责人:审核答复意见;内容审核和保密审查两个结论', headers: bearer('head'), query: `mutation Head($id: ID!, $reviewId: ID!) {
  approveReplyAsDivisionHead(input: { id: $id, commandId: "head-1" }) { request { state } refusals { message } }
  signReview(input: { id: $reviewId, commandId: "sign-1", contentReview: { passed: true, remarks: "内容准确。" }, secrecyReview: { passed: true, remarks: "不涉密。" } }) { reviewCase { state } refusals { code message clause } }
}`, variables: { id: '<request.id>', reviewId: '<reviewCase.id>' } },
  { title: '8 分管厅领导:审核并放行', headers: bearer('deputy'), query: `mutation Deputy($id: ID!, $reviewId: ID!) {
  approveReplyAsSupervisingDeputy(input: { id: $id, commandId: "deputy-1" }) { request { state } refusals { message } }
  approveReviewAsSupervisingDeputy(input: { id: $reviewId, commandId: "clear-1" }) { reviewCase { state clearance { id digest } } refusals { message } }
}`, variables: { id: '<request.id>', reviewId: '<reviewCase.id>' } },
  { title: '9 厅公开办制作答复书;承办处室校核;分管领导签发;用印;送达', headers: bearer('office'), query: `mutation Letter($id: ID!) {
  draftReplyLetter(input: { id: $id, commandId: "letter-1" }) { request { state documents { title number format url } } refusals { message } }
}
# 随后依次:proofreadReplyLetter(handler)、signOffReplyLetter(disclosure-deputy)、sealReplyLetter(office)、serveReply(office)`, variables: { id: '<request.id>' } },
  { title: '10 申请人:用查询码换取凭证,查看进度、答复和文书', query: `mutation Exchange($code: String!) {
  exchangeTrackingCode(input: { trackingCode: $code }) { token expiresAt refusals { message } }
}
# 以取得的凭证:{ myRequest { number stateText dueOn timeline { title effectiveOn } reply { information attachments { name url } } documents { title number url } } }`, variables: { code: '<第1步的查询码>' } },
  { title: '11 门户:一次查询,四个子图', query: `query Portal {
  searchDisclosures(query: "保密审查", first: 5) {
    edges { node { title indexNumber publishedOn division { name } clearance { id extent mode clearedOn } cataloguePath { name } requestCount } snippet { text isMatch } }
    totalCount
  }
}` },
  { title: '12 公众:日历、期限和条款', query: `{
  calendarDay(date: "2026-02-14") { isWorkingDay kind name }
  dueDate(from: "2026-02-09", workingDays: 20) { dueOn provisional calendarRevision excludedDays { date reason } }
  clause(id: "A1-17-2") { id title text annex }
}` },
];

/** What the terminal says once everything runs. */
export function welcome(address: string, options: StartOptions, milliseconds: number): string {
  return `
政府信息公开平台已启动(${(milliseconds / 1000).toFixed(1)} 秒)

  网页(GraphiQL 和导览)  ${address}/
  接口                    ${address}/graphql      文件 ${address}/files/…
  健康检查                ${address}/health/live  ${address}/health/ready
  数据目录                ${options.data}
${options.now === null ? '' : `  平台时钟                自 ${options.now} 起走(管理员可用 advanceClock 拨快)\n`}
登录:示例身份,仅供试用
  npm run -s token -- head${options.data.endsWith('/data') ? '' : ` --data ${options.data}`}        取得“处室负责人”的凭证,放入请求头 Authorization: Bearer <凭证>
  npm run -s token -- --list                  查看全部登录名

按 Ctrl-C 停止。
`;
}
