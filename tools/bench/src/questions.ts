/** One question of a portal, as it is put to each kind of contender. */
export interface Question {
  readonly name: QuestionName;
  readonly title: string;
  /** The operation for the graph, whoever serves it. */
  readonly graph: string;
  /** The same for PostGraphile's schema over the same tables; null where SQL alone cannot answer it. */
  readonly postgraphile: string | null;
  /** Path of the hand-written statement; null likewise. */
  readonly floor: string | null;
  readonly asOfficer: boolean;
}

export type QuestionName = 'page' | 'one' | 'search' | 'desk' | 'desk-clock';

const CLEARANCE = 'clearance { id extent clearedOn expiresOn state }';
const PEER_CLEARANCE = 'clearance { id: rowId extent clearedOn expiresOn state }';

export const QUESTIONS: readonly Question[] = [
  {
    name: 'page', title: 'page of 20 disclosures with division and clearance', asOfficer: false, floor: '/page',
    graph: `query Page { disclosures(first: 20) { nodes { id indexNumber address title documentNumber formedOn publishedOn validity extent division { id name } ${CLEARANCE} } pageInfo { hasNextPage endCursor } } }`,
    postgraphile: `query Page { disclosures: allDisclosures(first: 20, orderBy: [PUBLISHED_ON_DESC, ROW_ID_DESC]) { nodes { id: rowId indexNumber address title documentNumber formedOn publishedOn validity extent division { id: rowId name } ${PEER_CLEARANCE} } pageInfo { hasNextPage endCursor } } }`,
  },
  {
    name: 'one', title: 'one disclosure by address, with its text', asOfficer: false, floor: '/one',
    graph: `query One($address: String!) { disclosureByAddress(address: $address) { id indexNumber address title summary body keywords documentNumber formedOn publishedOn firstPublishedOn validity extent mode cataloguePath { id name } division { id name } ${CLEARANCE} } }`,
    postgraphile: `query One($address: String!) { disclosureByAddress(address: $address) { id: rowId indexNumber address title summary body keywords documentNumber formedOn publishedOn firstPublishedOn validity extent mode cataloguePath division { id: rowId name } ${PEER_CLEARANCE} } }`,
  },
  {
    name: 'search', title: 'search with facets: an enterprise by name, 100 found, 10 shown', asOfficer: false, floor: '/search',
    graph: 'query Search($query: String!) { searchDisclosures(query: $query, first: 10) { totalCount pageInfo { hasNextPage endCursor } facets { name values { value label count } } edges { node { id address title publishedOn division { id name } } } } }',
    postgraphile: 'query Search($query: String!) { searchDisclosures: search(query: $query) }',
  },
  {
    name: 'desk', title: 'the officer\'s desk: 50 cases with due dates', asOfficer: true, floor: '/desk',
    graph: 'query Desk { requests(first: 50) { nodes { id number state stateText title submittedOn receivedOn dueOn provisional leadDivision { id name } } pageInfo { hasNextPage endCursor } } }',
    postgraphile: 'query Desk { requests: allRequests(first: 50, orderBy: [SUBMITTED_AT_DESC, ROW_ID_DESC]) { nodes { id: rowId number state stateText title submittedOn receivedOn dueOn provisional leadDivision: leadDivisionDetails { id: rowId name } } pageInfo { hasNextPage endCursor } } }',
  },
  {
    name: 'desk-clock', title: 'the same desk with each clock computed from its events', asOfficer: true, floor: null, postgraphile: null,
    graph: 'query DeskClock { requests(first: 50) { nodes { id number state stateText title dueOn provisional leadDivision { id name } clock { state startedOn dueOn remainingWorkingDays late extended provisional } } pageInfo { hasNextPage endCursor } } }',
  },
];

/** What varies between requests of one question: so many addresses, so many names, spread over the archive. */
export const VARIANTS = 200;
