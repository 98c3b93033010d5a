/** The files around the sources of the generated project: its package, its tools' settings, its image, its CI, its README. */
import { isReleasedToOlm } from '../emit/project/olm-images.ts';
import { emitPackageJson, json } from '../emit/project/package-json.ts';
import { emitReadme } from '../emit/project/readme.ts';
import { emitReleaseWorkflow } from '../emit/project/release-workflow.ts';
import { RUNTIME_DEPENDENCY } from '../emit/project/runtime-dependency.ts';
import { emitFormatterSettings, emitLinterSettings, emitTsconfig } from '../emit/project/settings.ts';
import { renderTemplate, type View } from '../emit/template.ts';
import type { Model } from '../model/model.ts';
import { operatorSchema } from '../spec/schema/operator.ts';
import type { Owner, PlannedFile } from './plan.ts';

/** The version of generator-k8s-operator, which the CI of a generated project runs. */
const GENERATOR_VERSION = '0.1.0';

/** Every file outside of `src/`, of `docs/` and of the deliveries. */
export const projectFiles = (model: Model): PlannedFile[] => [
  row('package.json', 'merged', emitPackageJson(model)),
  // Beside operator.yaml, which names it in its first line, so that editors find it without network or installation.
  row('operator.schema.json', 'managed', json(operatorSchema)),
  row('README.md', 'merged', emitReadme(model)),
  rendered('Dockerfile', 'merged', 'Dockerfile', dockerView(model)),
  rendered('.dockerignore', 'merged', 'dockerignore'),
  rendered('.github/workflows/ci.yaml', 'merged', 'github/ci.yaml', { generatorVersion: GENERATOR_VERSION }),
  // It stays while a version is made that OLM does not have yet: it may have been edited.
  ...(model.delivery.helm !== undefined || isReleasedToOlm(model)
    ? [row('.github/workflows/release.yaml', 'merged', emitReleaseWorkflow(model, GENERATOR_VERSION))]
    : []),
  row('tsconfig.json', 'merged', emitTsconfig()),
  rendered('vitest.config.ts', 'merged', 'vitest.config.ts'),
  row('.oxlintrc.json', 'merged', emitLinterSettings()),
  row('.oxfmtrc.json', 'merged', emitFormatterSettings()),
  rendered('.gitignore', 'merged', 'gitignore'),
];

const dockerView = ({ name, license, manager }: Model): View => ({
  name,
  license: license === undefined ? '' : renderTemplate('docker/license', { license }),
  vendor: RUNTIME_DEPENDENCY.startsWith('file:vendor/') ? 'COPY vendor ./vendor\n' : '',
  metricsPort: String(manager.metricsPort),
  healthPort: String(manager.healthPort),
});

const row = (path: string, owner: Owner, content: string): PlannedFile => ({ path, content, owner });

const rendered = (path: string, owner: Owner, template: string, view: View = {}): PlannedFile =>
  row(path, owner, renderTemplate(template, view));
