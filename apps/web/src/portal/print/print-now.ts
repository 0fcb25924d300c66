const frame = () => new Promise((done) => requestAnimationFrame(done));

/** Opens the printing of the browser once every picture and code is there: a page printed without them would be counted for nothing. */
export async function printNow(pictures: readonly string[]): Promise<void> {
  await Promise.all(
    pictures.map((src) => {
      const image = new Image();
      image.src = src;
      return image.decode();
    }),
  );
  // what was just drawn is on the page after two frames; codes when their encoder has come
  await frame();
  do await frame();
  while (document.querySelector('.sheet .qr path[d=""]'));
  window.print();
}
