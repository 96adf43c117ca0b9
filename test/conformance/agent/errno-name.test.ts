import { expect, test } from "vitest";
import { errnoName } from "../../../src/conformance/agent/errno-name.ts";

test.each([
  [1, "EPERM"],
  [3, "ESRCH"],
  [11, "EAGAIN"],
  [28, "ENOSPC"],
  [38, "ENOSYS"],
  [87, "EUSERS"],
  [95, "EOPNOTSUPP"],
  [130, "EOWNERDEAD"],
  [512, "E512"],
])("errno %i is %s", (errno, name) => expect(errnoName(errno)).toBe(name));
