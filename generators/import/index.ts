/** `yo k8s-operator:import`: the same as `k8s-operator import`. */
import { needNodeOfYeoman } from '../core/command/yeoman-node.ts';

needNodeOfYeoman(process.versions.node);
const { generatorFor } = await import('../core/command/generator.ts');

export default generatorFor('import');
