/** Asks a real kube-apiserver for its verdict on every case, and writes it down: node test/unit/spec/verdicts/record.ts [KUBECONFIG] */
import { KubeConfig } from '@kubernetes/client-node';
import { writeFileSync } from 'node:fs';
import { startControlPlane } from '../../../control-plane/start.ts';
import { asker, type Verdict } from './ask.ts';
import { readCases, recordingFile } from './corpus.ts';

const file = process.argv[2];
const controlPlane = file === undefined ? await startControlPlane({ controllers: false }) : undefined;
const kubeConfig = controlPlane?.kubeConfig ?? new KubeConfig();
if (file !== undefined) kubeConfig.loadFromFile(file);
const { ask, version } = await asker(kubeConfig);
const verdicts: Record<string, Verdict> = {};
for (const { name, definition } of readCases()) verdicts[name] = await ask(definition);
writeFileSync(recordingFile, `${JSON.stringify({ kubernetes: await version(), verdicts }, null, 1)}\n`);
await controlPlane?.stop();
const accepted = Object.values(verdicts).filter((verdict) => verdict.accepted).length;
process.stdout.write(`${Object.keys(verdicts).length} cases: ${accepted} accepted.\n`);
process.exit(0);
