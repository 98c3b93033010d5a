/** A chart that is written as few people write them. */
import type { Tree } from '../apply/tree.ts';

/** Its Chart.yaml. */
export const CHART = `# A comment, which Helm drops.
apiVersion: v2
name: odd-operator
description: "Runs <b>things</b> & more\\n over two lines \\u2028 "
type: application
version: 1.2.3-rc.1+build.5
appVersion: "1.0"
kubeVersion: ">=1.30.0-0"
keywords: [a, "ä"]
maintainers:
  - name: Zoë
    email: zoe@example.com
  - name: Other
    url: https://example.com
home: https://example.com
sources: [https://github.com/acme/op, https://example.com/more]
annotations:
  z.example.com/b: "2"
  org.opencontainers.image.licenses: MIT OR Apache-2.0
  org.opencontainers.image.title: not this
  a.example.com/crds: |
    - kind: A
      name: "<x>"
`;

/** A folder charts/ with all that may be in a chart beside templates. */
export const TREE: Tree = {
  'charts/odd-operator/Chart.yaml': CHART,
  'charts/odd-operator/values.yaml': '\uFEFFreplicas: 1\n',
  'charts/odd-operator/values.schema.json': '{"type": "object"}',
  'charts/odd-operator/README.md': '# Odd\n',
  'charts/odd-operator/.helmignore': '# rules\n*.bak\nnotes/\n/top-only.txt\n',
  'charts/odd-operator/templates/deployment.yaml':
    'kind: ConfigMap\napiVersion: v1\nmetadata: {name: "{{ .Release.Name }}"}\n',
  'charts/odd-operator/templates/_helpers.tpl': '{{- define "x" }}{{ end }}',
  'charts/odd-operator/templates/.hidden.yaml': 'not: this',
  'charts/odd-operator/templates/deployment.yaml.bak': 'nor: this',
  'charts/odd-operator/templates/tests/test.yaml': '',
  'charts/odd-operator/files/crds/a.yaml': 'a: {{ b }}\n',
  'charts/odd-operator/files/top-only.txt': 'this',
  'charts/odd-operator/top-only.txt': 'not this',
  'charts/odd-operator/notes/x.md': 'not this',
  'charts/odd-operator/crds/x.yaml': 'apiVersion: v1\nkind: List\nitems: []\n',
};

/** Where it is published. */
export const repository = (host: string) => ({ host, path: 'acme/charts/odd-operator' });
