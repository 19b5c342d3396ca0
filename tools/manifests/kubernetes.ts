import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { parseAllDocuments } from 'yaml';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** One object of Kubernetes, as its file has it. */
export interface KubernetesObject { readonly apiVersion: string; readonly kind: string; readonly metadata: { readonly name: string }; readonly [field: string]: unknown }

/** All documents of a file. Throws where it is no YAML, or a key stands twice. */
export function documentsOf(path: string): readonly KubernetesObject[] {
  return parseAllDocuments(readFileSync(path, 'utf8'), { uniqueKeys: true }).map((document) => {
    if (document.errors[0]) throw document.errors[0];
    return document.toJS() as KubernetesObject;
  });
}

/** The package's module of a kind: `apps/v1` Deployment → kubernetes-models/apps/v1/Deployment. */
export const moduleOf = ({ apiVersion, kind }: Pick<KubernetesObject, 'apiVersion' | 'kind'>): string => `kubernetes-models/${apiVersion}/${kind}`;

/** What Kubernetes' own OpenAPI schema says against an object; null where nothing. It knows types, required fields and values, not strange fields. */
export async function schemaProblem(object: KubernetesObject): Promise<string | null> {
  const models = (await import(moduleOf(object))) as Readonly<Record<string, new (data: object) => { validate(): void }>>;
  const Model = models[object.kind];
  if (!Model) return `no kind ${object.kind} in ${object.apiVersion}`;
  try {
    new Model(object).validate();
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

/**
 * Fields that no schema knows (a cluster would ignore them in silence, or refuse the object): each object is written as a literal of its
 * kind's type and compiled. Gives the compiler's sentences.
 */
export function strangeFields(objects: readonly KubernetesObject[]): readonly string[] {
  const name = join(ROOT, 'tools/manifests/__objects__.ts');
  const source = objects.map((object, index) => `import type { I${object.kind} as T${index} } from '${moduleOf(object)}';\nexport const o${index}: T${index} = ${JSON.stringify(object)};`).join('\n');
  const options: ts.CompilerOptions = { strict: true, noEmit: true, skipLibCheck: true, types: [], target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.getSourceFile = (path, ...rest) => (path === name ? ts.createSourceFile(path, source, ts.ScriptTarget.ES2022) : getSourceFile.call(host, path, ...rest));
  host.fileExists = (path) => path === name || fileExists.call(host, path);
  host.readFile = (path) => (path === name ? source : readFile.call(host, path));
  host.getCurrentDirectory = () => dirname(name);
  const program = ts.createProgram([name], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}
