/** `yo k8s-operator:catalog`: the same as `k8s-operator catalog`. */
import { needNodeOfYeoman } from '../core/command/yeoman-node.ts';

needNodeOfYeoman(process.versions.node);
const { generatorFor } = await import('../core/command/generator.ts');

export default generatorFor('catalog');
