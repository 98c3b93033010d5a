/** Which Node yeoman runs on. Imports nothing, for an older Node cannot load what yeoman is made of. */

/** Throws, in words, on a Node older than `yeoman-generator` needs. */
export const needNodeOfYeoman = (version: string): void => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major >= 24 ? major > 24 || minor >= 11 : major === 22 && minor >= 18) return;
  const error = new Error(
    `yo k8s-operator needs Node 24.11 or newer (or 22.18 or newer of 22); this is ${version}. Install one from https://nodejs.org, or use "npx generator-k8s-operator", which does the same on Node 20.19 and newer.`,
  );
  error.stack = error.message;
  throw error;
};
