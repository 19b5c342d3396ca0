import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { contextNames } from '@disclosure/assembly/contexts';
import { readSubgraphUrls } from '@disclosure/assembly/environment';
import { parse } from 'yaml';
import { documentsOf, schemaProblem, strangeFields } from './kubernetes.ts';
import type { KubernetesObject } from './kubernetes.ts';

const FOLDER = fileURLToPath(new URL('../../docker/kubernetes/', import.meta.url));
const kustomization = parse(readFileSync(`${FOLDER}kustomization.yaml`, 'utf8')) as { resources: string[]; namespace: string };
const objects = kustomization.resources.flatMap((file) => documentsOf(`${FOLDER}${file}`));
const of = <T = never>(kind: string): (KubernetesObject & { spec: T })[] => objects.filter((object) => object.kind === kind) as (KubernetesObject & { spec: T })[];

interface Container { name: string; image: string; args?: string[]; command?: string[]; env?: { name: string; value?: string; valueFrom?: { secretKeyRef?: { name: string } } }[]; envFrom?: { secretRef?: { name: string } }[]; securityContext: object; resources: { requests: object; limits: { memory: string } }; volumeMounts: { name: string; mountPath: string }[]; ports?: object[]; livenessProbe?: Probe; readinessProbe?: Probe; startupProbe?: Probe }
interface Probe { httpGet: { path: string; port: string } }
interface Pod { metadata?: { labels: Record<string, string> }; spec: { automountServiceAccountToken: boolean; securityContext: object; containers: Container[]; volumes: { name: string; emptyDir?: object; persistentVolumeClaim?: { claimName: string } }[]; hostNetwork?: boolean; hostPID?: boolean; terminationGracePeriodSeconds?: number } }
interface DeploymentSpec { replicas: number; selector: { matchLabels: Record<string, string> }; template: Pod }
interface Policy { podSelector: { matchLabels: Record<string, string> }; policyTypes: string[]; ingress?: { from?: { podSelector?: { matchLabels: Record<string, string> }; namespaceSelector?: object }[] }[] }

const deployments = of<DeploymentSpec>('Deployment');
const pods: Pod[] = [...deployments.map(({ spec }) => spec.template), ...of<{ template: Pod }>('Job').map(({ spec }) => spec.template), ...of<{ jobTemplate: { spec: { template: Pod } } }>('CronJob').map(({ spec }) => spec.jobTemplate.spec.template)];
const covers = (selector: Record<string, string>, labels: Record<string, string>): boolean => Object.entries(selector).every(([name, value]) => labels[name] === value);
const labelsOf = (name: string): Record<string, string> => deployments.find(({ metadata }) => metadata.name === name)?.spec.template.metadata?.labels ?? {};

describe('the manifests', () => {
  it.each(objects.map((object) => [`${object.kind} ${object.metadata.name}`, object] as const))('%s fits the schema of Kubernetes', async (_name, object) => {
    expect(await schemaProblem(object)).toBeNull();
  });

  it('have no field that the schema does not know, and every file is in the kustomization', () => {
    expect(strangeFields(objects)).toEqual([]);
    expect(readdirSync(FOLDER).filter((file) => file !== 'kustomization.yaml').sort()).toEqual([...kustomization.resources].sort());
  });

  it('would be found wrong: a field misspelt, a text for a number, a field left out', async () => {
    const gateway = structuredClone(deployments.find(({ metadata }) => metadata.name === 'gateway')) as unknown as KubernetesObject & { spec: { replicas: unknown; selector?: unknown; template: { spec: { containers: Record<string, unknown>[] } } } };
    (gateway.spec.template.spec.containers[0] as Record<string, unknown>)['readynessProbe'] = {};
    expect(strangeFields([gateway])[0]).toContain('readynessProbe');
    gateway.spec.replicas = 'two';
    expect(await schemaProblem(gateway)).toContain('replicas must be integer');
    gateway.spec.replicas = 2;
    delete gateway.spec.selector;
    expect(await schemaProblem(gateway)).toContain('selector');
  });
});

describe('every pod', () => {
  it('runs as nobody in particular, without rights, on a file system that it cannot write', () => {
    expect(pods).toHaveLength(contextNames.length + 4);
    for (const { spec } of pods) {
      expect(spec.automountServiceAccountToken).toBe(false);
      expect(spec.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: 'RuntimeDefault' } });
      expect([spec.hostNetwork, spec.hostPID]).toEqual([undefined, undefined]);
      for (const container of spec.containers) {
        expect(container.securityContext).toEqual({ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } });
        expect(container.resources).toMatchObject({ requests: { cpu: expect.any(String), memory: expect.any(String) }, limits: { memory: expect.any(String) } });
        expect(container.volumeMounts.map(({ name }) => name).every((name) => spec.volumes.some((volume) => volume.name === name))).toBe(true);
        expect(container.volumeMounts.map(({ mountPath }) => mountPath)).toEqual(expect.arrayContaining(['/data', '/tmp']));
        expect(container.image).toMatch(/^disclosure:\d+\.\d+\.\d+$/);
      }
    }
  });

  it('has its secrets from references, and the owner’s connection only where it migrates or backs up', () => {
    expect(of('Secret')).toEqual([]);
    for (const { spec } of pods) {
      for (const { env = [], envFrom = [], name } of spec.containers) {
        expect(envFrom).toContainEqual({ secretRef: { name: 'disclosure' } });
        expect(env.filter(({ value }) => /:\/\/[^/]*:[^/]*@/.test(value ?? ''))).toEqual([]);
        expect(env.some(({ valueFrom }) => valueFrom?.secretKeyRef?.name === 'disclosure-owner')).toBe(name === 'prepare' || name === 'backup');
      }
    }
    const { data } = of('ConfigMap')[0] as unknown as { data: Record<string, string> };
    expect(data['DATABASE_URL']).not.toContain('@');
    expect(Object.keys(data).filter((key) => /SECRET|PASSWORD|KEY$/.test(key))).toEqual([]);
  });
});

describe('what serves', () => {
  it('is the gateway, each subgraph and the worker, twice, each with probes and a budget', () => {
    expect(deployments.map(({ metadata }) => metadata.name).sort()).toEqual(['gateway', ...contextNames.map((name) => `subgraph-${name}`), 'worker'].sort());
    for (const { metadata, spec } of deployments) {
      expect(spec.replicas).toBe(2);
      expect(spec.selector.matchLabels).toEqual(spec.template.metadata?.labels);
      const [container] = spec.template.spec.containers as [Container];
      expect([container.startupProbe, container.livenessProbe, container.readinessProbe].map((probe) => probe?.httpGet.path)).toEqual(['/health/live', '/health/live', '/health/ready']);
      expect(spec.template.spec.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(30);
      const budgets = of<{ maxUnavailable: number; selector: { matchLabels: Record<string, string> } }>('PodDisruptionBudget').filter((budget) => covers(budget.spec.selector.matchLabels, labelsOf(metadata.name)));
      expect(budgets.map((budget) => [budget.metadata.name, budget.spec.maxUnavailable])).toEqual([[metadata.name, 1]]);
    }
    const scaled = of<{ scaleTargetRef: { name: string }; minReplicas: number; maxReplicas: number }>('HorizontalPodAutoscaler');
    expect(scaled.map(({ spec }) => spec.scaleTargetRef.name).sort()).toEqual(['gateway', ...contextNames.map((name) => `subgraph-${name}`)].sort());
    expect(scaled.every(({ spec }) => spec.minReplicas >= 2 && spec.maxReplicas > spec.minReplicas)).toBe(true);
  });

  it('is found by the gateway at the services’ names, by the program’s own reading', () => {
    const gateway = deployments.find(({ metadata }) => metadata.name === 'gateway')?.spec.template.spec.containers[0];
    const urls = readSubgraphUrls(contextNames, gateway?.env?.find(({ name }) => name === 'SUBGRAPH_URLS')?.value);
    const services = of<{ selector: Record<string, string>; ports: { port: number }[] }>('Service');
    for (const [context, url] of urls) {
      const service = services.find(({ metadata }) => metadata.name === new URL(url).hostname);
      expect(service?.spec.ports[0]?.port).toBe(Number(new URL(url).port));
      expect(deployments.filter(({ metadata }) => covers(service?.spec.selector ?? {}, labelsOf(metadata.name))).map(({ spec }) => spec.template.spec.containers[0]?.env?.find(({ name }) => name === 'SUBGRAPH')?.value)).toEqual([context]);
    }
  });

  it('is reached by nobody but whom a policy names: subgraphs by the gateway alone, workers by none', () => {
    const policies = of<Policy>('NetworkPolicy');
    const into = (name: string) => policies.filter(({ spec }) => spec.policyTypes.includes('Ingress') && covers(spec.podSelector.matchLabels, labelsOf(name)));
    for (const { metadata } of deployments) expect(into(metadata.name).some(({ metadata: policy }) => policy.name === 'nothing-by-itself')).toBe(true);
    for (const context of contextNames) {
      const sources = into(`subgraph-${context}`).flatMap(({ spec }) => spec.ingress ?? []).flatMap(({ from }) => from ?? [{}]);
      expect(sources).toEqual([{ podSelector: { matchLabels: labelsOf('gateway') } }]);
    }
    expect(into('worker').flatMap(({ spec }) => spec.ingress ?? [])).toEqual([]);
  });
});
