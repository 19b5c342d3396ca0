import { chineseDateTime } from '@disclosure/kernel';
import type { TourTab } from '@disclosure/platform-gateway';
import type { StartOptions } from './options.ts';

/** How to sign in, as the page says it. */
export const signInLines: readonly string[] = [
  '每个标签页是一步，标题括号内是办理人的登录名；标“公众”的，登录凭证留空。',
  '取得凭证：npm run -s token -- office（把 office 换成该步的登录名；启动时用了 --data 的，这里也加上）。全部登录名：npm run -s token -- --list。',
  '把凭证粘贴到下面的“登录凭证”栏，把前几步得到的编号填入 Variables 栏，然后执行。',
];

const TITLE = '2025年度工业节能专项资金安排情况';
const INFORMATION = '2025年度工业节能专项资金共安排三批，合计1200万元。';
const REQUEST = '<第1步的 request.id>';
const SECOND = '<第16步的 request.id>';
const DISCLOSURE = '<第21步的 disclosure.id>';

/**
 * The thread of the platform, step by step: each tab runs as it is once the login's token and the ids of earlier steps are put in.
 * The first tab has no variables: GraphiQL shows those of the first tab only after it has been left and opened again.
 */
export const tour: readonly TourTab[] = [
  { title: '1 公众：提交申请，得到查询码和申请编号', query: `mutation S01_Submit {
  submitRequest(input: {
    commandId: "a3f1c2d4e5b60718293a4b5c6d7e8f90"
    title: "${TITLE}"
    form: ELECTRONIC_COPY
    means: ONLINE
    applicant: {
      kind: NATURAL_PERSON
      name: "张三"
      identityDocument: { type: "居民身份证", number: "11010519491231002X" }
      telephone: "13800138000"
    }
  }) {
    trackingCode
    request { id stateText }
    refusals { code message field clause }
  }
}` },
  { title: '2 厅公开办（office）：确认收到、登记；登记号和届满日随之出现', query: `mutation S02_Register($id: ID!) {
  registerRequest(input: { id: $id, commandId: "register-1" }) {
    request {
      number receivedOn dueOn
      clock {
        provisional remainingWorkingDays calendarRevision
        segments { from effect clause excludedDays { date reason } }
      }
      availableActions { action sentence refusals { message clause } nextHolder }
    }
    refusals { code message clause }
  }
}`, variables: { id: REQUEST } },
  { title: '3 厅公开办（office）：受理，转牵头处室和配合处室', query: `mutation S03_Assign($id: ID!) {
  acceptRequest(input: { id: $id, commandId: "accept-1" }) {
    request { state } refusals { code message clause }
  }
  assignRequest(input: {
    id: $id, commandId: "assign-1"
    leadDivisionId: "d-planning", supportingDivisionIds: ["d-energy"]
    remarks: "请牵头处室汇总。"
  }) {
    request { state leadDivision { name } contributions { division { name } status } }
    refusals { code message clause }
  }
}`, variables: { id: REQUEST } },
  { title: '4 配合处室（handler-2）：提供答复材料', query: `mutation S04_Contribute($id: ID!) {
  contributeMaterial(input: {
    id: $id, commandId: "contribute-1", divisionId: "d-energy"
    material: "专项资金共安排三批，明细见附件。"
  }) {
    request { contributions { division { name } status material } }
    refusals { code message clause }
  }
}`, variables: { id: REQUEST } },
  { title: '5 承办人（handler）：领取上传地址，再在终端中上传附件', query: `# printf '第一批 400万元\\n第二批 500万元\\n第三批 300万元\\n' > list.txt
# curl -T list.txt http://127.0.0.1:4000<url>      得到 uploadId
mutation S05_Upload {
  startUpload(input: {
    purpose: "REPLY_ATTACHMENT", name: "专项资金安排表.txt"
    mediaType: "text/plain", size: 60
  }) { url expiresAt refusals { code message clause } }
}` },
  { title: '6 承办人（handler）：拟制并报送答复意见；得到内容摘要', query: `mutation S06_Draft($id: ID!, $uploadId: ID!) {
  draftReplyProposal(input: {
    id: $id, commandId: "draft-1"
    items: [{ outcome: DISCLOSED }]
    information: "${INFORMATION}"
    attachments: [{ uploadId: $uploadId }]
  }) {
    request { proposal { digest } } refusals { code message clause }
  }
  submitReplyProposal(input: { id: $id, commandId: "submit-1" }) {
    request { state stateText } refusals { code message clause }
  }
}`, variables: { id: REQUEST, uploadId: '<第5步的 uploadId>' } },
  { title: '7 承办人（handler）：送保密审查；自己不能审核自己拟制的', query: `mutation S07_Review($id: ID!, $audience: String!, $digest: Digest!) {
  openReview(input: {
    commandId: "review-1", digest: $digest, extent: FULL_TEXT, mode: ON_REQUEST
    audience: $audience, subjectKind: REQUEST, subjectId: $id, divisionId: "d-planning"
  }) {
    reviewCase { id stage dueOn findings { kind severity clause } }
    refusals { code message clause }
  }
}`, variables: { id: REQUEST, audience: 'CASE:<第1步的 request.id>', digest: '<第6步的 digest>' } },
  { title: '8 处室负责人（head）：审核答复意见；内容审核、保密审查各下结论', query: `mutation S08_Head($id: ID!, $reviewId: ID!) {
  approveReplyAsDivisionHead(input: { id: $id, commandId: "head-1" }) {
    request { state } refusals { code message clause }
  }
  signReview(input: {
    id: $reviewId, commandId: "sign-1"
    contentReview: { passed: true, remarks: "内容准确。" }
    secrecyReview: { passed: true, remarks: "不涉密。" }
  }) {
    reviewCase { stage } refusals { code message clause }
  }
}`, variables: { id: REQUEST, reviewId: '<第7步的 reviewCase.id>' } },
  { title: '9 分管厅领导（deputy）：审核答复意见，审批后放行', query: `mutation S09_Deputy($id: ID!, $reviewId: ID!) {
  approveReplyAsSupervisingDeputy(input: { id: $id, commandId: "deputy-1" }) {
    request { state } refusals { code message clause }
  }
  approveReviewAsSupervisingDeputy(input: { id: $reviewId, commandId: "clear-1" }) {
    reviewCase { stage clearance { id digest extent mode clearedOn } }
    refusals { code message clause }
  }
}`, variables: { id: REQUEST, reviewId: '<第7步的 reviewCase.id>' } },
  { title: '10 厅公开办（office）：制作答复书', query: `mutation S10_Letter($id: ID!) {
  draftReplyLetter(input: { id: $id, commandId: "letter-1" }) {
    request { state documents { title number format url } }
    refusals { code message clause }
  }
}`, variables: { id: REQUEST } },
  { title: '11 承办人（handler）：校核', query: `mutation S11_Proofread($id: ID!) {
  proofreadReplyLetter(input: { id: $id, commandId: "proofread-1" }) {
    request { state } refusals { code message clause }
  }
}`, variables: { id: REQUEST } },
  { title: '12 分管政府信息公开的厅领导（disclosure-deputy）：签发', query: `mutation S12_SignOff($id: ID!) {
  signOffReplyLetter(input: { id: $id, commandId: "signoff-1" }) {
    request { state documents { title number format url } }
    refusals { code message clause }
  }
}`, variables: { id: REQUEST } },
  { title: '13 厅公开办（office）：用印，送达', query: `mutation S13_Serve($id: ID!) {
  sealReplyLetter(input: { id: $id, commandId: "seal-1" }) {
    request { state } refusals { code message clause }
  }
  serveReply(input: { id: $id, commandId: "serve-1", means: ONLINE, proof: "在线送达回执" }) {
    request { state stateText timeline { title effectiveOn actor actingAs clause } }
    refusals { code message clause }
  }
}`, variables: { id: REQUEST } },
  { title: '14 公众：申请人用查询码换取短期凭证', query: `mutation S14_Exchange($code: String!) {
  exchangeTrackingCode(input: { trackingCode: $code }) {
    token expiresAt refusals { code message }
  }
}`, variables: { code: '<第1步的 trackingCode>' } },
  { title: '15 申请人（第14步的 token）：看进度，下载答复书和附件', query: `query S15_MyRequest {
  myRequest {
    number stateText dueOn
    timeline { title effectiveOn }
    reply { information late attachments { name url } }
    documents { title number format url }
  }
}` },
  { title: '16 公众：另一申请人要同样的信息，写得不清楚', query: `mutation S16_Submit {
  submitRequest(input: {
    commandId: "0f9e8d7c6b5a49382716051423324150"
    title: "节能的钱"
    applicant: {
      kind: NATURAL_PERSON
      name: "李四"
      identityDocument: { type: "居民身份证", number: "220102198001010012" }
      telephone: "13900139000"
    }
  }) {
    trackingCode
    request { id }
    refusals { code message field clause }
  }
}` },
  { title: '17 厅公开办（office）：登记，告知补正（收到之日起7个工作日内）；期限停下', query: `mutation S17_Clarify($id: ID!) {
  registerRequest(input: { id: $id, commandId: "register-2" }) {
    request { number dueOn } refusals { code message clause }
  }
  requestClarification(input: {
    id: $id, commandId: "clarify-2"
    items: "请写明所需信息的名称和年度。", periodWorkingDays: 15
  }) {
    request { stateText dueOn clock { state } deadlines { title limit clock { dueOn } } }
    refusals { code message clause }
  }
}`, variables: { id: SECOND } },
  { title: '18 管理员（admin）：拨快平台时钟（仅用 --now 启动时；其他情况跳过）', query: `mutation S18_Advance {
  advanceClock(input: { commandId: "clock-1", to: "2026-02-24T10:00:00+08:00" }) {
    now refusals { code message clause }
  }
}` },
  { title: '19 申请人（以第16步的查询码再做第14步，用所得 token）：补正；期限重新计算', query: `mutation S19_Supply($id: ID!) {
  supplyClarification(input: { id: $id, commandId: "supply-2", clarification: "${TITLE}" }) {
    request { stateText dueOn clock { state startedOn segments { from effect clause } } }
    refusals { code message clause }
  }
}`, variables: { id: SECOND } },
  { title: '20 承办人（handler）：系统已建议纳入主动公开；确认', query: `mutation S20_Promote($id: ID!) {
  promoteToProactive(input: { id: $id, commandId: "promote-1" }) {
    request { timeline { title effectiveOn actingAs clause } }
    refusals { code message clause }
  }
}`, variables: { id: REQUEST } },
  { title: '21 承办人（handler）：找到由此产生的待公开条目', query: `query S21_Drafts {
  disclosureDrafts(first: 10) {
    nodes { id state originRequests clock { dueOn } availableActions { action sentence } }
  }
}` },
  { title: '22 承办人（handler）：提出公开意见', query: `mutation S22_Propose($id: ID!) {
  proposeDisclosure(input: {
    id: $id, commandId: "propose-1", route: OTHER, divisionId: "d-planning"
    title: "${TITLE}"
    summary: "${TITLE}。"
    body: "${INFORMATION}"
    formedOn: "2026-02-09", extent: FULL_TEXT, mode: PROACTIVE, categoryIds: ["content-3"]
  }) {
    disclosure { state digest } refusals { code message field clause }
  }
}`, variables: { id: DISCLOSURE } },
  { title: '23 承办人（handler）：送保密审查', query: `mutation S23_Review($id: ID!, $digest: Digest!) {
  openReview(input: {
    commandId: "review-2", digest: $digest, extent: FULL_TEXT, mode: PROACTIVE
    audience: "PUBLIC", subjectKind: DISCLOSURE, subjectId: $id, divisionId: "d-planning"
  }) {
    reviewCase { id stage } refusals { code message clause }
  }
}`, variables: { id: DISCLOSURE, digest: '<第22步的 digest>' } },
  { title: '24 处室负责人（head）：审核，审查', query: `mutation S24_Head($id: ID!, $reviewId: ID!) {
  approveDisclosureAsDivisionHead(input: { id: $id, commandId: "head-2" }) {
    disclosure { state } refusals { code message clause }
  }
  signReview(input: {
    id: $reviewId, commandId: "sign-2"
    contentReview: { passed: true }, secrecyReview: { passed: true }
  }) {
    reviewCase { stage } refusals { code message clause }
  }
}`, variables: { id: DISCLOSURE, reviewId: '<第23步的 reviewCase.id>' } },
  { title: '25 分管厅领导（deputy）：审批，放行', query: `mutation S25_Deputy($id: ID!, $reviewId: ID!) {
  approveDisclosureAsSupervisingDeputy(input: { id: $id, commandId: "deputy-2" }) {
    disclosure { state } refusals { code message clause }
  }
  approveReviewAsSupervisingDeputy(input: { id: $reviewId, commandId: "clear-2" }) {
    reviewCase { stage clearance { id } } refusals { code message clause }
  }
}`, variables: { id: DISCLOSURE, reviewId: '<第23步的 reviewCase.id>' } },
  { title: '26 厅公开办（office）：公开；得到索引号和地址', query: `mutation S26_Publish($id: ID!) {
  publishDisclosure(input: { id: $id, commandId: "publish-1" }) {
    disclosure { indexNumber address publishedOn } refusals { code message clause }
  }
}`, variables: { id: DISCLOSURE } },
  { title: '27 厅公开办（office）：第二件申请受理、转办', query: `mutation S27_Assign($id: ID!) {
  acceptRequest(input: { id: $id, commandId: "accept-2" }) {
    request { state } refusals { code message clause }
  }
  assignRequest(input: { id: $id, commandId: "assign-2", leadDivisionId: "d-planning" }) {
    request { state } refusals { code message clause }
  }
}`, variables: { id: SECOND } },
  { title: '28 承办人（handler）：答复“已主动公开”，指向该条目（公开后约需一秒传到）', query: `# 其余同第7至13步：换上第16步的申请编号和本步的摘要，commandId 末尾的 1 改为 3
mutation S28_Draft($id: ID!, $disclosureId: ID!) {
  draftReplyProposal(input: {
    id: $id, commandId: "draft-2"
    items: [{ outcome: ALREADY_PUBLISHED, disclosureId: $disclosureId }]
    blocks: {
      publishedTitle: "${TITLE}"
      howToGet: "可在厅门户网站政府信息公开专栏查阅、下载。"
    }
  }) {
    request { proposal { digest items { outcome } } } refusals { code message clause }
  }
  submitReplyProposal(input: { id: $id, commandId: "submit-2" }) {
    request { state } refusals { code message clause }
  }
}`, variables: { id: SECOND, disclosureId: DISCLOSURE } },
  { title: '29 公众：中文检索', query: `query S29_Search {
  searchDisclosures(query: "节能专项资金", first: 5) {
    totalCount
    edges { node { title indexNumber address } snippet { text isMatch } }
  }
}` },
  { title: '30 公众：一次查询取自四个子图——条目、处室、放行、目录、来源申请数', query: `query S30_Portal {
  disclosures(first: 3) {
    nodes {
      title indexNumber documentNumber publishedOn
      division { name }
      clearance { extent mode clearedOn }
      cataloguePath { name }
      requestCount
    }
  }
}` },
  { title: '31 公众：工作日、届满日、条款', query: `query S31_Law {
  calendarDay(date: "2026-02-14") { isWorkingDay kind name }
  dueDate(from: "2026-02-09", workingDays: 20) {
    dueOn provisional calendarRevision excludedDays { date reason }
  }
  clause(id: "A1-17-2") { id title text annex }
}` },
];

/** What the terminal says once everything runs. */
export function welcome(address: string, options: StartOptions, milliseconds: number, notice: string | null = null): string {
  const data = options.data === `${process.cwd()}/data` ? '' : ` --data ${options.data}`;
  const clock = options.now === null ? (notice === null ? '' : `  平台时钟                ${notice}\n`) : `  平台时钟                自${chineseDateTime(options.now)}起走（管理员可用 advanceClock 拨快）\n`;
  return `
政府信息公开平台已启动（${(milliseconds / 1000).toFixed(1)} 秒）

  网页（GraphiQL 和导览）  ${address}/
  接口                    ${address}/graphql      文件 ${address}/files/…
  健康检查                ${address}/health/live  ${address}/health/ready
  数据目录                ${options.data}
${clock}
登录：示例身份，仅供试用
  npm run -s token -- head${data}        取得“处室负责人”的凭证，放入请求头 Authorization: Bearer <凭证>
  npm run -s token -- --list        查看全部登录名

按 Ctrl-C 停止。
`;
}
