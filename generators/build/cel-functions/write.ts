/**
 * Writes functions.data.ts and since.data.ts in generators/core/cel: what the rules of CRDs can call in the release of Kubernetes that
 * test/control-plane pins, and since which release, as its own code declares it. Same modules, same bytes.
 *
 *     node generators/build/cel-functions/write.ts
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { kubernetesVersion } from '../../../test/control-plane/cache.ts';
import { declaredInCel } from './declared.ts';
import { printFunctions, printSince } from './print.ts';

const declared = await declaredInCel();
const text = printFunctions(declared, kubernetesVersion);
const room = join(import.meta.dirname, '../../core/cel');
writeFileSync(join(room, 'functions.data.ts'), text);
writeFileSync(join(room, 'since.data.ts'), printSince(declared, kubernetesVersion));
console.log(`${kubernetesVersion}: ${Object.keys(declared.functions).length} functions, ${text.length} bytes`);
