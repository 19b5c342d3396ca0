import { defineEntity } from '@mikro-orm/core';

/** The current row of a disclosure: what is being worked on. Written with each event, readable by officers under row policies. */
export const DisclosureRecord = defineEntity({
  name: 'DisclosureRecord',
  tableName: 'disclosure',
  properties: (p) => ({
    id: p.string().primary(),
    stage: p.string(),
    releaseState: p.string(),
    route: p.string().nullable(),
    divisionId: p.string(),
    extent: p.string().nullable(),
    mode: p.string().nullable(),
    ground: p.string().nullable(),
    reasonsId: p.string().nullable(),
    isMajorSensitive: p.boolean(),
    digest: p.string().nullable(),
    documentNumber: p.string().nullable(),
    formedOn: p.string().columnType('date').nullable(),
    documentDatedOn: p.string().columnType('date').nullable(),
    signedOffOn: p.string().columnType('date').nullable(),
    changedOn: p.string().columnType('date').nullable(),
    categoryIds: p.array(),
    validity: p.string(),
    kind: p.string(),
    originRequests: p.array(),
    openedAt: p.string(),
    version: p.integer(),
  }),
});
