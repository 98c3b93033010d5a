/** `yo k8s-operator:check`: the same as `k8s-operator check`. */
import { needNodeOfYeoman } from '../core/command/yeoman-node.ts';

needNodeOfYeoman(process.versions.node);
const { generatorFor } = await import('../core/command/generator.ts');

export default generatorFor('check');
