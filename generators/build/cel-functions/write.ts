/**
 * Writes generators/core/cel/functions.data.ts: what the rules of CRDs can call in the release of Kubernetes that test/control-plane pins,
 * as its own code declares it. Same modules, same bytes.
 *
 *     node generators/build/cel-functions/write.ts
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { kubernetesVersion } from '../../../test/control-plane/cache.ts';
import { declaredInCel } from './declared.ts';
import { printFunctions } from './print.ts';

const declared = await declaredInCel();
const text = printFunctions(declared, kubernetesVersion);
writeFileSync(join(import.meta.dirname, '../../core/cel/functions.data.ts'), text);
console.log(`${kubernetesVersion}: ${Object.keys(declared.functions).length} functions, ${text.length} bytes`);
