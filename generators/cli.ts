#!/usr/bin/env node
/**
 * The bin `k8s-operator`: refuses a Node that is too old in words rather than by a syntax error, keeps compiled code for the next
 * run, and only then loads the program. So it imports nothing before, and says nothing that an old Node cannot parse.
 */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `k8s-operator needs Node 20.19 or newer; this is ${process.versions.node}. Install a newer one: https://nodejs.org`,
  );
  process.exitCode = 1;
} else {
  // It came with Node 22.
  process.getBuiltinModule('node:module').enableCompileCache?.();
  const { runProcess } = await import('./core/command/process.ts');
  await runProcess();
}
