/** Names of images without a tag: the grammar of distribution/reference, which all registries have. */
const REPOSITORY =
  /^(?:(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*)(?::[0-9]+)?\/)?[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;

/** Whether it is one: 'ghcr.io/acme/memcached-operator'. */
export const isRepository = (name: string): boolean => name.length <= 255 && REPOSITORY.test(name);
