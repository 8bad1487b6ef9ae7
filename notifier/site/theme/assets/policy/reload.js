// In a preview only: opens the page anew when the site was built again.
const { epoch } = document.currentScript.dataset;

async function wait() {
  try {
    const answer = await fetch(`/livereload/${epoch}/${Math.floor(Math.random() * 1e9)}`);
    if (Number(await answer.text()) > Number(epoch)) location.reload();
    else await wait();
  } catch {
    setTimeout(wait, 3000);
  }
}

wait();
