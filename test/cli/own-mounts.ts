import { spawnSync } from "node:child_process";

/** The words in front of a command that give it mounts of its own, which vanish with it; or why it cannot have any here. */
export function ownMounts(): { readonly command: readonly string[] } | { readonly why: string } {
  const ways = [
    ["unshare", "--mount"],
    ["unshare", "--user", "--map-root-user", "--mount"],
  ];
  const whys: string[] = [];
  for (const way of ways) {
    const [file = "", ...args] = way;
    const tried = spawnSync(file, [...args, "mount", "-t", "tmpfs", "none", "/mnt"], { encoding: "utf8" });
    if (tried.status === 0) return { command: way };
    whys.push(tried.error?.message ?? tried.stderr.trim());
  }
  return { why: whys.join("; ") };
}
