------------------------------- MODULE nested -------------------------------
(***************************************************************************)
(* Containers in containers, and nobody leaves: the proposal of Serge E.   *)
(* Hallyn, "Re: semantics for namespace naming", containers@lists.osdl.org,*)
(* 14 December 2006. A task uses a nsproxy, which has a namespace of each  *)
(* kind and is in a container; a task's view is its own container and all  *)
(* containers below it. W1, N2 and so on are rules of docs/semantics.md.   *)
(*                                                                         *)
(* An action is a call that succeeds. A call that is refused changes       *)
(* nothing and is not a step.                                              *)
(***************************************************************************)
EXTENDS Integers, FiniteSets, Sequences

\* The scope
TaskCount == 3
ContainerCount == 3
\* @type: Set(Str);
Kinds == {"uts"}
\* The names that rename tries
\* @type: Set(Str);
Names == {"a", "b"}
\* The names that unshare gives (N2), in its order
\* @type: Seq(Str);
Unnamed == <<"unnamed1", "unnamed2">>

Tasks == 1 .. TaskCount
Containers == 1 .. ContainerCount
\* W2: new numbers are taken before old ones are released.
Nsproxies == 1 .. TaskCount + 1
Namespaces == 1 .. TaskCount + 1

\* Stands for what does not exist
None == 0
Root == 1

VARIABLES
  \* The nsproxy that a task uses
  \* @type: Int -> Int;
  uses,
  \* The container that a nsproxy is in
  \* @type: Int -> Int;
  stands,
  \* The namespaces of a nsproxy
  \* @type: Int -> (Str -> Int);
  ns,
  \* The name of a container
  \* @type: Int -> Str;
  name,
  \* The containers on the path from the root to a container, including itself; a
  \* parent never changes
  \* @type: Int -> Set(Int);
  way

vars == <<uses, stands, ns, name, way>>

-----------------------------------------------------------------------------
\* What exists

Live == {t \in Tasks : uses[t] /= None}
Proxies == {p \in Nsproxies : stands[p] /= None}
Living == {c \in Containers : way[c] /= {}}

\* A task's own container, which it names `/` (N3)
Own(t) == stands[uses[t]]

\* N4: what a task can name: its own container and those below it
View(t) == {c \in Living : Own(t) \in way[c]}

\* The tasks in a container or below it
TasksIn(c) == {t \in Live : c \in way[Own(t)]}

\* The nsproxies in a container: one, or none (W4)
NsproxiesOf(c) == {p \in Proxies : stands[p] = c}

Children(c) == {d \in Living : d /= c /\ way[d] = way[c] \union {d}}

Siblings(c) == {d \in Living : d /= c /\ way[d] \ {d} = way[c] \ {c}}

\* W2: the lowest free number
\* @type: Set(Int) => Int;
Lowest(numbers) == CHOOSE n \in numbers : \A m \in numbers : n <= m

\* N2: the lowest K such that no child has exactly that name
FreeName(c) ==
  Unnamed[Lowest({k \in 1 .. Len(Unnamed) : \A d \in Children(c) : name[d] /= Unnamed[k]})]

\* @type: Str -> Int;
NoNamespaces == [k \in Kinds |-> None]

\* What is left if tasks use these nsproxies: a nsproxy lives exactly as long as a
\* task uses it (W3), a container as long as a task is in it or below it (W4).
Step(newUses, newStands, newNs, newName, newWay) ==
  LET used == {newUses[t] : t \in Tasks} \ {None}
      needed == {Root} \union UNION {newWay[newStands[p]] : p \in used}
  IN /\ uses' = newUses
     /\ stands' = [p \in Nsproxies |-> IF p \in used THEN newStands[p] ELSE None]
     /\ ns' = [p \in Nsproxies |-> IF p \in used THEN newNs[p] ELSE NoNamespaces]
     /\ name' = [c \in Containers |-> IF c \in needed THEN newName[c] ELSE ""]
     /\ way' = [c \in Containers |-> IF c \in needed THEN newWay[c] ELSE {}]

-----------------------------------------------------------------------------
\* Operations. Beside a condition is the error if it is not met.

\* W1: one container, one nsproxy in it, one namespace of each kind, one task
Init ==
  /\ uses = [t \in Tasks |-> IF t = 1 THEN 1 ELSE None]
  /\ stands = [p \in Nsproxies |-> IF p = 1 THEN Root ELSE None]
  /\ ns = [p \in Nsproxies |-> [k \in Kinds |-> IF p = 1 THEN 1 ELSE None]]
  /\ name = [c \in Containers |-> ""]
  /\ way = [c \in Containers |-> IF c = Root THEN {Root} ELSE {}]

\* A new task with t's nsproxy
Fork(t) ==
  /\ t \in Live
  /\ Live /= Tasks \* EAGAIN
  /\ uses' = [uses EXCEPT ![Lowest(Tasks \ Live)] = uses[t]]
  /\ UNCHANGED <<stands, ns, name, way>>

\* W5: any task may exit
Exit(t) ==
  /\ t \in Live
  /\ Step([uses EXCEPT ![t] = None], stands, ns, name, way)

\* A new container under t's, and in it a new nsproxy with a new namespace of each
\* of these kinds and t's own of every other
Unshare(t, kinds) ==
  /\ t \in Live
  /\ Living /= Containers \* ENOSPC
  /\ LET c == Lowest(Containers \ Living)
         p == Lowest(Nsproxies \ Proxies)
         fresh(k) == Lowest(Namespaces \ {ns[q][k] : q \in Proxies})
     IN Step([uses EXCEPT ![t] = p],
             [stands EXCEPT ![p] = c],
             [ns EXCEPT ![p] = [k \in Kinds |-> IF k \in kinds THEN fresh(k) ELSE ns[uses[t]][k]]],
             [name EXCEPT ![c] = FreeName(Own(t))],
             [way EXCEPT ![c] = way[Own(t)] \union {c}])

\* t uses the container's nsproxy. On its own container: no change.
Setns(t, c) ==
  /\ t \in Live
  /\ c \in View(t)
  /\ NsproxiesOf(c) /= {} \* ENXIO
  /\ \E p \in NsproxiesOf(c) : Step([uses EXCEPT ![t] = p], stands, ns, name, way)

\* To the name that it already has: no change
Rename(t, c, n) ==
  /\ t \in Live
  /\ c \in View(t)
  /\ c /= Own(t) \* EBUSY
  /\ \A d \in Siblings(c) : name[d] /= n \* EEXIST, N1
  /\ name' = [name EXCEPT ![c] = n]
  /\ UNCHANGED <<uses, stands, ns, way>>

\* Every task in the container or below it is gone.
Kill(t, c) ==
  /\ t \in Live
  /\ c \in View(t)
  /\ c /= Own(t) \* EBUSY
  /\ Step([u \in Tasks |-> IF u \in TasksIn(c) THEN None ELSE uses[u]], stands, ns, name, way)

Next ==
  \E t \in Tasks :
    \/ Fork(t)
    \/ Exit(t)
    \/ \E kinds \in SUBSET Kinds : kinds /= {} /\ Unshare(t, kinds)
    \/ \E c \in Containers : Setns(t, c)
    \/ \E c \in Containers : Kill(t, c)
    \/ \E c \in Containers, n \in Names : Rename(t, c, n)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
\* Worlds up to numbers. W2's numbers are not interchangeable (the lowest free one is
\* taken), so there is no SYMMETRY to declare. But by N1 a container is identified by
\* its path, a nsproxy by its container, and a task by its nsproxy.

Path(c) == {<<Cardinality(way[d]), name[d]>> : d \in way[c]}

\* The nsproxies that share a container's namespace of a kind
SharingWith(c, k) == {r \in Proxies : \E p \in NsproxiesOf(c) : ns[r][k] = ns[p][k]}

\* The number of containers is included, so that a world with two containers of one
\* path is not mistaken for another.
UpToNumbers ==
  <<Cardinality(Living),
    {<<Path(c),
       Cardinality({t \in Live : Own(t) = c}),
       [k \in Kinds |-> {Path(stands[q]) : q \in SharingWith(c, k)}]>> : c \in Living}>>

-----------------------------------------------------------------------------
\* Claims about one world

TypeOK ==
  /\ uses \in [Tasks -> Nsproxies \union {None}]
  /\ stands \in [Nsproxies -> Containers \union {None}]
  /\ ns \in [Nsproxies -> [Kinds -> Namespaces \union {None}]]
  /\ name \in [Containers -> Names \union {Unnamed[k] : k \in 1 .. Len(Unnamed)} \union {""}]
  /\ way \in [Containers -> SUBSET Containers]

\* one-nsproxy-per-container
OneNsproxyPerContainer == \A c \in Living : Cardinality(NsproxiesOf(c)) <= 1

\* sibling-names-differ: N1
SiblingNamesDiffer == \A c \in Living : \A d \in Siblings(c) : name[c] /= name[d]

\* nothing-leaks: W3 and W4. What lives is used, except the root; what is used lives.
NothingLeaks ==
  /\ Proxies = {uses[t] : t \in Live}
  /\ \A c \in Living : c = Root \/ TasksIn(c) /= {}
  /\ \A c \in Living : way[c] \subseteq Living

\* always-enterable. It is broken with 2 tasks and 3 containers: TLC finds Fork,
\* Unshare, Unshare. So it is not in the configuration.
AlwaysEnterable == \A t \in Live : \A c \in View(t) : NsproxiesOf(c) /= {}

\* same-name-in-two-places is reached if this is broken.
NeverTheSameNameInTwoPlaces ==
  \A c, d \in Living :
    (c /= d /\ name[c] \in Names /\ name[c] = name[d]) => d \in Siblings(c)

-----------------------------------------------------------------------------
\* Claims about steps

\* never-leaves: while a task lives, the set of living containers that it is in only
\* grows
NeverLeaves ==
  [][\A t \in Live : (uses'[t] /= None) =>
       (way[Own(t)] \intersect {c \in Containers : way'[c] /= {}}) \subseteq way'[stands'[uses'[t]]]]_vars

\* kill-reaches-descendants and kill-spares-others
KillTakesExactlyThoseInIt ==
  [][\A t \in Tasks, c \in Containers : Kill(t, c) =>
       \A u \in Tasks : uses'[u] = IF u \in TasksIn(c) THEN None ELSE uses[u]]_vars

\* container-outlives-nsproxy
ContainerOutlivesNsproxy ==
  [][\A c \in Living : \A t \in TasksIn(c) : (Own(t) /= c /\ uses'[t] /= None) => way'[c] /= {}]_vars

\* only-rename-renames
OnlyRenameRenames ==
  [][\A c \in Living : (way'[c] /= {} /\ name'[c] /= name[c]) =>
       \E t \in Tasks, n \in Names : Rename(t, c, n)]_vars

\* unshare-isolates
UnshareIsolates ==
  [][\A t \in Tasks, kinds \in SUBSET Kinds : Unshare(t, kinds) =>
       /\ \A k \in Kinds : (ns'[uses'[t]][k] /= ns[uses[t]][k]) <=> k \in kinds
       /\ \A u \in Live \ {t} : uses'[u] = uses[u] /\ ns'[uses[u]] = ns[uses[u]]]_vars

\* fork-inherits
ForkInherits ==
  [][\A t \in Tasks : Fork(t) => \E u \in Tasks \ Live : uses'[u] = uses[t]]_vars
=============================================================================
