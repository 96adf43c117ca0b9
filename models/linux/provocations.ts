/** For each refusal of each call, a short history that ends in it, written as `operationsFrom` reads it. */
import type {
  AnyLinuxOperation,
  Link,
  LinuxCall,
  LinuxOperation,
} from "../../src/domains/linux/operations.ts";
import { type LinuxScope, PID_LEVELS, USER_LEVELS } from "../../src/domains/linux/scope.ts";
import { operationsFrom } from "../../src/domains/linux/shorthand.ts";
import { KINDS, type Kind } from "../../src/model/kind.ts";
import type { REFUSALS_OF, Refusal } from "./refusals.ts";

/** Refusals that need a history as long as the kernel's nesting is deep. */
const DEEP = ["user too deep", "pid too deep"] as const satisfies readonly Refusal[];

type Shallow<Op extends LinuxCall> = Exclude<(typeof REFUSALS_OF)[Op][number], (typeof DEEP)[number]>;

/** The histories by call and refusal; the one under `ok` ends with a call that succeeds. */
export const PROVOCATIONS: {
  readonly [Op in LinuxCall]: Readonly<Record<"ok" | Shallow<Op>, string>>;
} = {
  clone: {
    ok: "clone 1 -",
    "new root in shared fs": "clone 1 user fs",
    "sibling of an init": "clone 1 pid; clone 2 - parent",
    "user in a chroot": "clone 1 - fs; clone 1 mnt; setns 2 3 mnt,ipc; clone 1 user",
    "user of an unmapped id": "clone 1 user; clone 2 user",
    "new namespace without capability": "drop 1; clone 1 pid",
    "second pid namespace": "unshare 1 pid; clone 1 pid",
    "pid of a foreign user":
      "clone 1 pid,user; clone 1 -; clone 1 -; setns_fd 3 2 pid_for_children; clone 3 -; clone 5 pid",
    "semaphores in a new ipc": "clone 1 ipc sysvsem",
    "pid namespace closed": "unshare 1 pid; vfork 1 -; clone 1 -",
  },
  vfork: {
    ok: "vfork 1 -",
    "user in a chroot": "clone 1 - fs; clone 1 mnt; setns 2 3 mnt,ipc; vfork 1 user",
    "user of an unmapped id": "clone 1 user; vfork 2 user",
    "new namespace without capability": "setuid 1 1000; vfork 1 time",
    "second pid namespace": "unshare 1 pid; vfork 1 pid",
    "pid of a foreign user":
      "clone 1 pid,user; clone 1 -; clone 1 -; setns_fd 3 2 pid_for_children; clone 3 -; vfork 5 pid",
    "pid namespace closed": "unshare 1 pid; vfork 1 -; vfork 1 -",
  },
  unshare: {
    ok: "unshare 1 -",
    "new user with threads": "thread 1; unshare 1 user",
    "user in a chroot": "clone 1 - fs; clone 1 mnt; setns 2 3 mnt,ipc; unshare 1 user",
    "user of an unmapped id": "clone 1 user; unshare 2 user",
    "new namespace without capability": "drop 1; unshare 1 mnt",
    "second pid namespace": "unshare 1 pid; unshare 1 pid",
    "pid of a foreign user":
      "clone 1 pid,user; clone 1 -; clone 1 -; setns_fd 3 2 pid_for_children; clone 3 -; unshare 5 pid",
  },
  setns: {
    ok: "clone 1 uts; setns 1 2 uts",
    "no kinds": "setns 1 1 -",
    "target gone": "setns 1 9 uts",
    "target hidden": "clone 1 user; setns 2 1 cgroup",
    "target dead": "clone 1 -; exit 2; setns 1 2 user",
    "enter own user": "setns 1 1 user",
    "enter user with threads": "thread 1; clone 1 user; setns 1 2 user",
    "enter user in shared fs": "clone 1 user; clone 1 - fs; setns 3 2 user",
    "enter time in shared memory": "thread 1; setns 1 1 time",
    "enter without capability": "setuid 1 1000; setns 1 1 uts",
    "enter mnt in shared fs": "thread 1; setns 1 1 mnt",
    "enter pid upwards": "clone 1 pid; setns 2 1 pid",
  },
  setns_fd: {
    ok: "clone 1 uts; setns_fd 1 2 uts",
    "no file in proc": "setns_fd 1 9 pid",
    "link hidden": "clone 1 user; setns_fd 2 1 net",
    "link gone": "clone 1 -; kill 2 2; setns_fd 1 2 time_for_children",
    "pid unborn": "unshare 1 pid; setns_fd 1 1 pid_for_children",
    "enter own user": "setns_fd 1 1 user",
    "enter user with threads": "thread 1; clone 1 user; setns_fd 1 2 user",
    "enter user in shared fs": "clone 1 user; clone 1 - fs; setns_fd 1 2 user",
    "enter time in shared memory": "thread 1; setns_fd 1 1 time",
    "enter without capability": "clone 1 user; setns_fd 2 2 time",
    "enter mnt in shared fs": "thread 1; setns_fd 1 1 mnt",
    "enter pid upwards": "clone 1 pid; setns_fd 2 1 pid",
  },
  exit: {
    ok: "exit 1",
  },
  kill: {
    ok: "clone 1 -; kill 1 2",
    "kill nobody": "kill 1 9",
    "kill outside": "clone 1 pid; kill 2 1",
    "kill a stranger": "clone 1 -; setuid 1 1000; kill 1 2",
  },
  wait: {
    ok: "clone 1 -; exit 2; wait 1 2",
    "wait for no child": "wait 1 1",
    "wait for the living": "clone 1 -; wait 1 2",
  },
  map: {
    ok: "clone 1 user; map 1 2",
    "no file in proc": "map 1 9",
    "map file closed": "clone 1 -; setuid 2 1000; map 2 1",
    "map the initial user": "map 1 1",
    "map from elsewhere": "clone 1 user; clone 1 user; map 3 2",
    "map again": "clone 1 user; map 1 2; map 2 2",
    "map without capability": "clone 1 user; drop 2; map 2 2",
    "map root unproven": "drop 1; clone 1 user; map 1 2",
    "map a foreign id":
      "clone 1 -; setuid 2 1000; clone 2 user; map 1 3; setns 1 3 user; clone 1 user; nsfile 2 4 user f; setns_file 2 f; map 2 2",
    "map gids": "unshare 1 user; map 1 1",
  },
  drop: {
    ok: "drop 1",
  },
  setuid: {
    ok: "setuid 1 1000",
    "id unmapped": "unshare 1 user; setuid 1 0",
    "id without capability": "drop 1; setuid 1 1000",
  },
  subreaper: {
    ok: "subreaper 1",
  },
  thread: {
    ok: "thread 1",
    "thread in another pid": "unshare 1 pid; thread 1",
  },
  handle: {
    ok: "handle 1 1 net h",
    "take of nobody": "handle 1 9 ipc h",
    "link gone": "clone 1 -; exit 2; handle 1 2 time_for_children h",
    "pid unborn": "unshare 1 pid; handle 1 1 pid_for_children h",
  },
  open: {
    ok: "handle 1 1 ipc h; open 1 h f",
    "nothing taken": "open 1 h f",
    "handle stale": "clone 1 time; handle 1 2 time h; kill 1 2; open 1 h f",
    "handle unseen": "handle 1 1 ipc h; clone 1 ipc,user; open 2 h f",
  },
  setns_handle: {
    ok: "clone 1 uts; handle 1 2 uts h; setns_handle 1 h",
    "nothing taken": "setns_handle 1 h",
    "handle stale": "clone 1 time; handle 2 2 time_for_children h; exit 2; setns_handle 1 h",
    "handle unseen": "clone 1 user,cgroup; handle 2 1 cgroup h; setns_handle 2 h",
    "enter own user": "handle 1 1 user h; setns_handle 1 h",
    "enter user with threads": "thread 1; clone 1 user; handle 1 2 user h; setns_handle 1 h",
    "enter user in shared fs": "clone 1 user; clone 1 - fs; handle 1 2 user h; setns_handle 1 h",
    "enter time in shared memory": "thread 1; handle 1 1 time h; setns_handle 1 h",
    "enter without capability": "handle 1 1 net h; clone 1 user; setns_handle 2 h",
    "enter mnt in shared fs": "thread 1; handle 1 1 mnt h; setns_handle 1 h",
    "enter pid upwards": "clone 1 pid; handle 1 1 pid h; setns_handle 2 h",
  },
  nsfile: {
    ok: "nsfile 1 1 time_for_children f",
    "take of nobody": "nsfile 1 9 ipc f",
    "link gone": "clone 1 -; exit 2; nsfile 1 2 pid_for_children f",
    "pid unborn": "unshare 1 pid; nsfile 1 1 pid_for_children f",
  },
  setns_file: {
    ok: "clone 1 uts; nsfile 1 2 uts f; setns_file 1 f",
    "no such file": "setns_file 1 f",
    "enter a socket": "socket 1 f; setns_file 1 f",
    "enter own user": "nsfile 1 1 user f; setns_file 1 f",
    "enter user with threads": "nsfile 1 1 user f; clone 1 user; thread 2; setns_file 2 f",
    "enter user in shared fs": "clone 1 user; clone 1 - fs; nsfile 1 2 user f; setns_file 1 f",
    "enter user without capability": "nsfile 1 1 user f; clone 1 user; setns_file 2 f",
    "enter time in shared memory": "thread 1; nsfile 1 1 time f; setns_file 1 f",
    "enter without capability": "setuid 1 1000; nsfile 1 1 cgroup f; setns_file 1 f",
    "enter mnt in shared fs": "thread 1; nsfile 1 1 mnt f; setns_file 1 f",
    "enter pid upwards": "clone 1 pid; nsfile 2 1 pid f; setns_file 2 f",
  },
  close: {
    ok: "socket 1 f; close 1 f",
    "no such file": "close 1 f",
  },
  socket: {
    ok: "socket 1 f",
  },
  sockns: {
    ok: "socket 1 f; sockns 1 f f",
    "no such file": "sockns 1 f f",
    "socket asked of a namespace": "nsfile 1 1 time_for_children f; sockns 1 f f",
    "socket asked without capability": "drop 1; socket 1 f; sockns 1 f f",
  },
  userns: {
    ok: "nsfile 1 1 uts f; userns 1 f f",
    "no such file": "userns 1 f f",
    "namespace asked of a socket": "socket 1 f; userns 1 f g",
    "relative outside": "nsfile 1 1 user f; userns 1 f g",
  },
  parent: {
    ok: "clone 1 pid; nsfile 1 2 pid f; parent 1 f g",
    "no such file": "parent 1 f f",
    "namespace asked of a socket": "socket 1 f; parent 1 f g",
    "parent of a flat kind": "nsfile 1 1 time_for_children f; parent 1 f f",
    "relative outside": "nsfile 1 1 pid f; parent 1 f f",
  },
  bind: {
    ok: "nsfile 1 1 time_for_children f; bind 1 f m",
    "no such file": "bind 1 f m",
    "mount without capability": "setuid 1 1000; socket 1 f; bind 1 f m",
    "mount from nowhere":
      "clone 1 pid fs; clone 2 mnt; setns 2 3 mnt,uts; kill 1 2; nsfile 1 1 uts f; bind 1 f m",
    "mount a socket": "socket 1 f; bind 1 f m",
    "mount in a chroot": "nsfile 1 1 time f; clone 1 - fs; clone 2 mnt; setns 1 3 mnt,time; bind 2 f m",
    "mount a loop": "nsfile 1 1 mnt f; bind 1 f m",
  },
  unbind: {
    "mount from nowhere": "clone 1 pid fs; clone 2 mnt; setns 2 3 mnt,uts; kill 1 2; unbind 1 m",
    ok: "nsfile 1 1 uts f; bind 1 f m; unbind 1 m",
    "mount without capability": "drop 1; unbind 1 m",
    "unmount nothing": "unbind 1 m",
    "mount in a chroot":
      "clone 1 - fs; nsfile 1 1 time f; bind 1 f m; clone 2 mnt; setns 2 3 mnt,time; unbind 1 m",
    "unmount the locked": "nsfile 1 1 pid f; bind 1 f m; clone 1 mnt,user; unbind 2 m",
  },
  list: {
    ok: "list 1 -",
    "list missing": "list 1 -",
    "list of no owner": "handle 1 1 net h; list 1 - h",
    "list after nothing": "list 1 - - h",
    "list at the end": "clone 1 user; list 2 - self",
    "list of the inactive": "unshare 1 net; socket 1 f; unshare 1 net; handle 1 1 mnt h; list 1 net - h",
  },
};

/**
 * Histories in which two refusals apply, and the one that is checked first is made; in which only one stands in the way; in which a call succeeds by one part
 * of a condition alone; or which show what a call has done. With them, a change to any rule is seen within a few events (`npm run mutants`).
 */
const NEXT_TO_OTHERS: readonly string[] = [
  "drop 1; clone 1 ipc sysvsem",
  "unshare 1 pid; vfork 1 -; drop 1; clone 1 uts",
  "clone 1 user; clone 2 ipc,user sysvsem",
  "clone 1 user; unshare 2 pid; unshare 2 pid,user",
  "clone 1 user; drop 2; setuid 2 1000",
  "clone 1 pid; setuid 2 1000; kill 2 1",
  "clone 1 pid fs; clone 2 mnt; setns 2 3 mnt,uts; kill 1 2; socket 1 f; bind 1 f m",
  "clone 1 pid fs; clone 2 mnt; setns 2 3 mnt,uts; kill 1 2; nsfile 1 1 uts f; drop 1; bind 1 f m",
  "clone 1 pid fs; clone 2 mnt; setns 2 3 mnt,uts; kill 1 2; drop 1; unbind 1 m",
  "drop 1; nsfile 1 1 uts f; sockns 1 f f",
  "setns 1 9 -",
  "drop 1; setns 1 1 mnt,user",
  "clone 1 user; clone 1 -; exit 3; setns 2 3 uts",
  "thread 1; drop 1; setns 1 1 time",
  "clone 1 user; clone 2 pid; clone 3 pid; setns 4 3 ipc,pid",
  "clone 1 user; clone 2 pid; clone 3 pid; setns 4 3 pid,cgroup",
  "clone 1 user; thread 2; setns 2 2 net,time",
  "clone 1 - fs; drop 1; setns 1 1 mnt",
  "nsfile 1 1 user f; clone 1 user; clone 2 - fs; setns_file 2 f",
  "thread 1; unshare 1 mnt; clone 1 user; setns 1 2 user",
  "clone 1 user; map 1 2; map 1 2",
  "clone 1 user; map 1 2; clone 2 user; map 1 3",
  "clone 1 user; drop 2; map 2 2; map 1 2",
  "clone 1 -; drop 2; clone 2 user; map 3 3; map 1 3",
  "clone 1 -; setuid 2 1000; clone 2 user; map 1 3; setns 1 3 user; clone 1 user; nsfile 2 4 user f; setns_file 2 f; map 2 2; map 1 4",
  "clone 1 user; map 2 2; map 1 2",
  "drop 1; clone 1 -; setns_fd 1 2 uts",
  "clone 1 -; clone 1 -; setuid 2 1000; clone 2 user; setns 3 4 user; setns_fd 1 3 uts",
  "clone 1 -; setuid 2 1000; clone 2 user; setns 1 3 user; setns_fd 3 1 uts; setns_fd 2 1 uts",
  "drop 1; clone 1 uts,user; setns_fd 1 2 uts",
  "clone 1 pid fs; clone 2 mnt; setns 2 3 mnt,uts; kill 1 2; map 1 1; setns_fd 1 1 uts",
  "clone 1 -; exit 2; setuid 1 1000; map 1 2",
  "clone 1 -; setuid 2 1000; clone 2 user; map 1 3; setns 1 3 user; setuid 1 0; setns_fd 3 1 uts",
  "clone 1 mnt; nsfile 1 2 mnt f; bind 1 f m",
  "nsfile 1 1 uts f; bind 1 f m; clone 1 mnt; unbind 2 m",
  "clone 1 - fs; unshare 1 uts; setns 1 1 mnt",
  "thread 1; unshare 1 mnt; setns 1 1 mnt",
  "clone 1 - fs; unshare 1 user; setns 2 2 mnt",
  "clone 1 -; setuid 2 1000; clone 2 user; map 1 3; setns 1 3 user; clone 1 user; setns 2 3 user; nsfile 2 4 user f; setns_file 2 f; map 2 2",
  "subreaper 1; clone 1 pid; clone 2 -; clone 3 -; exit 3",
  "clone 1 -; clone 2 -; clone 3 -; exit 3",
  "subreaper 1; clone 1 -; clone 2 -; clone 3 -; exit 3",
  "clone 1 -; drop 1; setns_fd 1 2 uts",
  "clone 1 user; clone 1 -; setuid 3 1000; setns_fd 3 2 user",
  "clone 1 -; clone 2 - parent",
  "clone 1 -; setuid 2 1000; clone 2 user; map 3 1",
  "drop 1; setuid 1 0",
  "clone 1 user; nsfile 2 2 uts f; userns 2 f g",
  "drop 1; clone 1 -; kill 1 2",
  "clone 1 -; setuid 2 1000; kill 1 2",
  "clone 1 pid; kill 2 2",
  "clone 1 time; setns 1 2 time",
  "clone 1 - vm; setns 1 1 time",
  "clone 1 mnt fs",
  "clone 1 uts sysvsem",
  "thread 1; setns 1 1 uts",
  "clone 1 user; map 1 2; setuid 2 1000",
  "exit 9",
  "socket 1 f; sockns 1 f g; close 1 g",
  "nsfile 1 1 uts f; userns 1 f g; close 1 g",
  "handle 1 1 uts h; open 1 h f; close 1 f",
  "nsfile 1 1 uts f; bind 1 f m; unbind 1 m; unbind 1 m",
  "clone 1 uts; handle 1 2 uts h; nsfile 1 2 uts f; bind 1 f m; close 1 f; exit 2",
  "clone 1 user; unshare 2 uts; handle 1 2 user h; setns 1 2 uts; kill 1 2; wait 1 2",
  "clone 1 -; exit 2; drop 2",
  "clone 1 pid; unshare 2 uts; handle 1 2 pid h; setns 1 2 uts; kill 1 2; wait 1 2",
  "unshare 1 uts; handle 1 1 uts h; nsfile 1 1 uts f; bind 1 f m; unshare 1 net; unbind 1 m; close 1 f; unshare 1 uts",
  "unshare 1 net; socket 1 f; handle 1 1 net h; unshare 1 net; open 1 h g",
  "unshare 1 mnt,uts; handle 1 1 mnt h; list 1 uts - h",
  "unshare 1 uts,ipc; handle 1 1 uts h; list 1 ipc - h",
  "unshare 1 ipc; clone 1 pid,ipc; handle 1 2 ipc h; list 1 pid - h",
  "clone 1 pid,cgroup; handle 1 2 pid h; list 1 cgroup - h",
  "unshare 1 net,cgroup; handle 1 1 cgroup h; list 1 net - h",
  "clone 1 net,time; handle 1 2 net h; list 1 time - h",
];

/**
 * All histories, the shortest first; the last ones nest as deep as the kernel allows. A history is left out if the scope lacks one of its kinds, and a deep one
 * if the scope limits the nesting itself.
 */
export function provocations({ kinds, pidLevels, userLevels }: LinuxScope): AnyLinuxOperation[][] {
  const short = [
    ...Object.values(PROVOCATIONS).flatMap((histories) => Object.values(histories)),
    ...NEXT_TO_OTHERS,
  ].map(operationsFrom);
  const deep = [
    ...(pidLevels === undefined ? [nested("pid", PID_LEVELS, () => "")] : []),
    ...(userLevels === undefined ? [nested("user", USER_LEVELS, (task) => `; map ${task} ${task + 1}`)] : []),
  ];
  return [...short, ...deep]
    .filter((operations) => kindsOf(operations).every((kind) => kinds.includes(kind)))
    .sort((one, other) => one.length - other.length);
}

/** Each task clones the next with a new namespace, and the last one tries every way to make another. @param then what follows each clone */
function nested(kind: "pid" | "user", levels: number, then: (task: number) => string): AnyLinuxOperation[] {
  const downwards = Array.from(
    { length: levels },
    (_, level) => `clone ${level + 1} ${kind}${then(level + 1)}`,
  );
  const last = ["clone", "vfork", "unshare"].map((op) => `${op} ${levels + 1} ${kind}`);
  return operationsFrom([...downwards, ...last].join("; "));
}

/** The kinds of namespace that operations name. */
export function kindsOf(operations: readonly LinuxOperation[]): Kind[] {
  const named = operations.flatMap((operation) => [
    ...("kinds" in operation ? operation.kinds : []),
    ...("kind" in operation ? [kindOf(operation.kind)] : []),
    ...(operation.op === "setns_fd" ? [kindOf(operation.file)] : []),
  ]);
  return KINDS.filter((kind) => named.includes(kind));
}

/** The kind of namespace that a file of /proc/PID/ns names. */
function kindOf(link: Link): Kind {
  if (link === "pid_for_children") return "pid";
  return link === "time_for_children" ? "time" : link;
}
