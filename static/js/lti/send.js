// What was chosen goes back to the course system at once; without scripts there is the button.
const form = document.getElementById("lti-send");
if (form instanceof HTMLFormElement) form.submit();
