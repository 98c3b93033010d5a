/** `yo k8s-operator:check`: the same as `k8s-operator check`. */
import { generatorFor } from '../core/command/generator.ts';

export default generatorFor('check');
