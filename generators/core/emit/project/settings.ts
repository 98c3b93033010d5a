/** Settings of the tools of a generated project: compiler, linter, formatter. */
import { json } from './package-json.ts';

/** `tsconfig.json`: strict, and only what Node runs without a build. */
export const emitTsconfig = (): string =>
  json({
    compilerOptions: {
      target: 'es2024',
      lib: ['es2024', 'esnext.disposable'],
      module: 'nodenext',
      types: ['node'],
      strict: true,
      noUncheckedIndexedAccess: true,
      noImplicitOverride: true,
      noFallthroughCasesInSwitch: true,
      noUnusedLocals: true,
      noUnusedParameters: true,
      erasableSyntaxOnly: true,
      verbatimModuleSyntax: true,
      allowImportingTsExtensions: true,
      skipLibCheck: true,
      noEmit: true,
    },
    include: ['src', 'vitest.config.ts'],
  });

/** `.oxlintrc.json`. */
export const emitLinterSettings = (): string =>
  json({
    $schema: './node_modules/oxlint/configuration_schema.json',
    plugins: ['typescript', 'unicorn', 'oxc', 'import', 'vitest'],
    categories: { correctness: 'error' },
    rules: { 'import/no-cycle': 'error' },
    ignorePatterns: ['dist'],
  });

/** `.oxfmtrc.json`: generated files are not the user's to format. */
export const emitFormatterSettings = (): string =>
  json({
    printWidth: 120,
    singleQuote: true,
    ignorePatterns: [
      'src/controllers.ts',
      'src/kinds.ts',
      'src/*/api.*.ts',
      'src/*/children.ts',
      'src/*/controller.ts',
      'bundle',
      'charts',
      'config',
      'deploy',
      'dist',
      'docs/alerts.md',
      'docs/api.md',
      'docs/delivery.md',
      'operator.schema.json',
      '.k8s-operator',
    ],
  });
