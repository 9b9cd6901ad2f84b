/** The pagination object of a list by offset. */
export function paginationOf(total: number, take: number, skip: number) {
  const totalPages = Math.ceil(total / take);
  return {
    totalItems: total,
    remainingItems: Math.max(0, total - (skip + take)),
    returnedItems: clamp(total - skip, 0, take),
    itemsPerPage: take,
    currentPage: totalPages === 0 ? 0 : clamp(Math.floor(skip / take) + 1, 1, totalPages),
    totalPages,
    hasNextPage: skip + take < total,
    hasPreviousPage: skip > 0,
  };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
