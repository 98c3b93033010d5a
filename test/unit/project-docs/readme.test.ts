/** The README of a project: what somebody who follows it from top to bottom reads, and when. */
import { describe, expect, test } from 'vitest';
import { emitReadme } from '../../../generators/core/emit/project/readme.ts';
import type { ManagerOptions } from '../../../generators/core/model/model.ts';
import { memcachedModel } from '../models.ts';

const readme = (manager: Partial<ManagerOptions>): string =>
  emitReadme(memcachedModel({ manager: { ...memcachedModel().manager, ...manager } }));

const headings = (text: string): readonly string[] => text.match(/^## .*$/gm) ?? [];

describe('README.md', () => {
  test.each([false, true])(
    'first installs, then makes objects, whether or not metrics are secure: %s',
    (metricsSecure) => {
      const text = readme({ metricsSecure });
      expect(headings(text)).toEqual([
        '## Install',
        ...(metricsSecure ? ['## Metrics'] : []),
        '## Develop',
        '## Change',
      ]);
      const install = text.slice(text.indexOf('## Install'), text.indexOf(metricsSecure ? '## Metrics' : '## Develop'));
      expect(install).toContain('Then create an object of each kind:\n\n    kubectl apply -k config/samples\n');
      expect(text).not.toMatch(/\n\n\n|[^\n]\n## /);
    },
  );

  test.each([
    [{ serviceMonitor: true, prometheusRule: false }, 'ServiceMonitor'],
    [{ serviceMonitor: false, prometheusRule: true }, 'PrometheusRule'],
    [{ serviceMonitor: true, prometheusRule: true }, 'ServiceMonitor and PrometheusRule'],
  ])('says what kubectl says without the Prometheus operator, with %o', (manager, kinds) => {
    expect(readme(manager)).toContain(
      `    kubectl apply --server-side -k config/default\n\nWithout the Prometheus operator, which knows ${kinds}, it applies all else, says so, and exits with 1.\n`,
    );
  });

  test('says nothing of it where nothing needs it', () => {
    expect(readme({ serviceMonitor: false, prometheusRule: false })).not.toContain('Prometheus');
  });
});
