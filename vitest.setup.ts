import { afterEach, beforeEach, expect, vi } from "vitest";

// An unexpected console.error fails the test that caused it. A test that expects one replaces the spy itself.
beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => {});
});

afterEach(() => {
  if (vi.isMockFunction(console.error)) expect(console.error).not.toHaveBeenCalled();
  vi.restoreAllMocks();
});
