/** Opens the printing of the browser once every picture is there: a page printed without them would be counted for nothing. */
export async function printNow(pictures: readonly string[]): Promise<void> {
  await Promise.all(
    pictures.map((src) => {
      const image = new Image();
      image.src = src;
      return image.decode();
    }),
  );
  // two frames: what was just drawn is on the page
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  window.print();
}
